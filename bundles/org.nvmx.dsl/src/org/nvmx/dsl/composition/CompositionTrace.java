// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.INode;

/** Leads from the elements of a composed definition to those that they are copies of. */
public final class CompositionTrace {

	/** Of a definition that is as it is written: everything is its own origin. */
	static final CompositionTrace NONE = new CompositionTrace();

	/**
	 * Where an element, or an option of it, comes from.
	 *
	 * @param source the element in a text
	 * @param way    the words of the composed definition that brought it in; empty for what the definition itself says
	 */
	public record Origin(EObject source, Optional<INode> way) {
	}

	private final Map<EObject, Origin> elements = new IdentityHashMap<>();
	private final Map<EObject, Map<EStructuralFeature, Origin>> options = new IdentityHashMap<>();

	CompositionTrace() {
	}

	void add(EObject copy, Origin origin) {
		elements.put(copy, origin);
	}

	/** An option that comes from another element than the one that holds it. */
	void add(EObject copy, EStructuralFeature option, Origin origin) {
		options.computeIfAbsent(copy, element -> new HashMap<>()).put(option, origin);
	}

	/** @param feature null for the element as a whole */
	public Origin of(EObject element, EStructuralFeature feature) {
		Origin whole = elements.getOrDefault(element, new Origin(element, Optional.empty()));
		return feature == null ? whole : options.getOrDefault(element, Map.of()).getOrDefault(feature, whole);
	}
}
