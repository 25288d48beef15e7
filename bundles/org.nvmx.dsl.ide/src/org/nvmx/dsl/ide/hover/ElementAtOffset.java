// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.hover;

import java.util.List;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EEnumLiteral;
import org.eclipse.emf.ecore.EModelElement;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.dsl.documentation.ModelDocumentation;
import org.nvmx.dsl.documentation.ModelDocumentation.Detail;

/** Finds the elements of the Ecore model that a word of a scenario stands for. */
final class ElementAtOffset {

	private ElementAtOffset() {
	}

	/** @return the value, if the word is one of an enumeration, and the feature or class; innermost first */
	static List<EModelElement> of(INode leaf) {
		if (leaf.getGrammarElement() instanceof Keyword keyword && !Character.isLetter(keyword.getValue().charAt(0))) {
			return List.of();
		}
		EEnumLiteral literal = literal(leaf);
		for (INode node = leaf; node != null; node = node.getParent()) {
			EModelElement element = element(node, node == leaf);
			if (element != null) {
				return literal == null ? List.of(element) : List.of(literal, element);
			}
		}
		return List.of();
	}

	private static EEnumLiteral literal(INode leaf) {
		EObject grammar = leaf.getGrammarElement();
		EnumLiteralDeclaration declaration = grammar == null ? null : EcoreUtil2.getContainerOfType(grammar, EnumLiteralDeclaration.class);
		return declaration == null ? null : declaration.getEnumLiteral();
	}

	/** @return the feature that the node's text is the value or the keyword of, or the class that it starts */
	private static EModelElement element(INode node, boolean leaf) {
		EObject grammar = node.getGrammarElement();
		EObject object = NodeModelUtils.findActualSemanticObjectFor(node);
		if (grammar == null || object == null) {
			return null;
		}
		Assignment assignment = EcoreUtil2.getContainerOfType(grammar, Assignment.class);
		if (leaf && grammar instanceof Keyword keyword && assignment == null) {
			if (!isOfBlock(keyword)) {
				return null;
			}
			assignment = following(keyword);
			if (assignment == null) {
				return block(object);
			}
		}
		EClass owner = assignment != null && !leaf && node.getParent() != null ? owner(node, assignment) : object.eClass();
		EStructuralFeature feature = assignment == null ? null : owner.getEStructuralFeature(assignment.getFeature());
		return feature;
	}

	/** A word of an enumeration or of a switch is a value; the assignment is further out. */
	private static boolean isOfBlock(Keyword keyword) {
		ParserRule rule = GrammarUtil.containingParserRule(keyword);
		return rule != null && !GrammarUtil.isDatatypeRule(rule);
	}

	/** @return the class if the model says details about it, else the feature that holds the object */
	private static EModelElement block(EObject object) {
		boolean hasDetails = ModelDocumentation.detail(object.eClass(), Detail.ACRN).isPresent();
		return hasDetails || object.eContainingFeature() == null ? object.eClass() : object.eContainingFeature();
	}

	private static EClass owner(INode node, Assignment assignment) {
		for (EObject each = NodeModelUtils.findActualSemanticObjectFor(node); each != null; each = each.eContainer()) {
			if (each.eClass().getEStructuralFeature(assignment.getFeature()) != null) {
				return each.eClass();
			}
		}
		return NodeModelUtils.findActualSemanticObjectFor(node).eClass();
	}

	/** @return the assignment that a keyword introduces, or null for the first words of a rule, which stand for the rule's class */
	private static Assignment following(Keyword keyword) {
		if (!(keyword.eContainer() instanceof Group group) || isStartOfRule(keyword, group)) {
			return null;
		}
		List<AbstractElement> elements = group.getElements();
		return elements.subList(elements.indexOf(keyword) + 1, elements.size()).stream().filter(Assignment.class::isInstance)
				.map(Assignment.class::cast).findFirst().orElse(null);
	}

	private static boolean isStartOfRule(Keyword keyword, Group group) {
		boolean outermost = !(group.eContainer() instanceof AbstractElement);
		return outermost && group.getElements().subList(0, group.getElements().indexOf(keyword)).stream().noneMatch(Assignment.class::isInstance);
	}
}
