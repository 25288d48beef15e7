// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.xml.XmlElement;

/**
 * Reads the options that are one element each. What an export for the same release would say anyway stays unset; what the file leaves to its
 * release, and the scenario's usual is something else, is set.
 */
final class PlainOptionImport {

	private final ImportContext context;

	PlainOptionImport(ImportContext context) {
		this.context = context;
	}

	/**
	 * Sets what the element says.
	 *
	 * @param element that of the first step of the options' paths
	 * @return whether the object says anything now
	 */
	boolean read(XmlElement element, EObject object) {
		boolean found = false;
		for (PlainOption option : PlainOption.of(object.eClass())) {
			Optional<PlainOption.Form> form = option.form(context.dialect());
			if (form.isPresent()) {
				found |= read(element, object, option, form.get());
			}
		}
		return found;
	}

	private boolean read(XmlElement element, EObject object, PlainOption option, PlainOption.Form form) {
		List<XmlElement> places = element.descendants(form.path().substring(form.path().indexOf('/') + 1));
		Optional<Object> value = places.isEmpty() ? option.assumed(context.dialect())
				: option.value(form, places.get(0).text().isEmpty() ? context.defaultOf(form.path()) : places.get(0).text());
		value.ifPresent(some -> context.understood(places.stream().limit(1).toList()));
		value = value.filter(some -> option.unsaid(context.dialect()).filter(some::equals).isEmpty());
		value.ifPresent(some -> object.eSet(option.attribute(), some));
		return value.isPresent();
	}
}
