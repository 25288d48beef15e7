// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.ITextRegion;
import org.nvmx.dsl.validation.Rule;

/**
 * What is wrong with what a file imports, or with a definition and what it uses.
 *
 * @param place   in the file that is checked
 * @param origins the places that the problem is about, if they are elsewhere
 */
public record CompositionProblem(Rule rule, String message, String remedy, Place place, List<Place> origins) {

	/** A part of the text of a resource. */
	public record Place(Resource resource, int offset, int length) {

		static Place of(INode node) {
			return of(node, node.getTextRegion());
		}

		static Place of(INode node, ITextRegion region) {
			EObject root = NodeModelUtils.findActualSemanticObjectFor(node.getRootNode());
			return new Place(root == null ? null : root.eResource(), region.getOffset(), region.getLength());
		}
	}

	static CompositionProblem of(Rule rule, INode place, List<Place> origins, Object... arguments) {
		return new CompositionProblem(rule, rule.message(arguments), rule.remedy(arguments), Place.of(place), origins);
	}

	/** @return the node of a feature's value, or of the whole element if the feature is not written; empty for what was not read from a text */
	static Optional<INode> node(EObject element, EStructuralFeature feature, int index) {
		List<INode> nodes = NodeModelUtils.findNodesForFeature(element, feature);
		return index < nodes.size() ? Optional.of(nodes.get(index)) : Optional.ofNullable(NodeModelUtils.findActualNodeFor(element));
	}
}
