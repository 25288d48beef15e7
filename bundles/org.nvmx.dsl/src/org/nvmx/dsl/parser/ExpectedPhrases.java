// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.parser;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.Action;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.TerminalRule;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.nvmx.dsl.source.Phrases;

/**
 * What may be written where the parser stopped: words and phrases of the language, and descriptions such as "a name". It is read off the grammar,
 * along the rules that the parser was in.
 */
final class ExpectedPhrases {

	static final String NAME = "a name";

	private final Set<String> phrases = new LinkedHashSet<>();
	private final Set<EObject> visited = new HashSet<>();

	private ExpectedPhrases() {
	}

	/** @param node the node that the parser was building */
	static Set<String> at(INode node) {
		ExpectedPhrases expected = new ExpectedPhrases();
		INode last = node == null ? null : lastLeaf(node);
		if (last != null && last.getGrammarElement() instanceof AbstractElement element) {
			expected.behind(element, last.getParent());
		} else if (node != null && element(node) instanceof RuleCall call) {
			expected.first(call);
		} else if (node != null && node.getGrammarElement() instanceof ParserRule rule) {
			expected.first(rule.getAlternatives());
		}
		return expected.phrases;
	}

	/** @return the last word that the parser has read in a node, or null */
	private static INode lastLeaf(INode node) {
		INode last = null;
		for (ILeafNode leaf : node.getLeafNodes()) {
			if (!leaf.isHidden() && leaf.getGrammarElement() != null) {
				last = leaf;
			}
		}
		return last;
	}

	/** A rule that starts with an action has the action's node around the node of its call. */
	private static EObject element(INode node) {
		return node.getGrammarElement() instanceof Action && node instanceof ICompositeNode composite && composite.getFirstChild() != null
				? composite.getFirstChild().getGrammarElement()
				: node.getGrammarElement();
	}

	/** Collects what may follow an element; at the end of its rule, what may follow the rule's call. */
	private void behind(AbstractElement element, INode ruleNode) {
		if (!visited.add(element)) {
			return;
		}
		if (GrammarUtil.isMultipleCardinality(element)) {
			first(element);
		}
		EObject container = element.eContainer();
		if (container instanceof Group group) {
			List<AbstractElement> elements = group.getElements();
			for (AbstractElement next : elements.subList(elements.indexOf(element) + 1, elements.size())) {
				first(next);
				if (!GrammarUtil.isOptionalCardinality(next)) {
					return;
				}
			}
			behind(group, ruleNode);
		} else if (container instanceof AbstractElement outer) {
			behind(outer, ruleNode);
		} else if (ruleNode != null && element(ruleNode) instanceof RuleCall call) {
			behind(call, ruleNode.getParent());
		}
	}

	private void first(AbstractElement element) {
		switch (element) {
		case Keyword keyword -> phrases.add(Phrases.from(keyword));
		case EnumLiteralDeclaration literal -> phrases.add(literal.getLiteral().getValue());
		case Assignment assignment -> first(assignment.getTerminal());
		case RuleCall call -> firstOfRule(call.getRule());
		case CrossReference reference -> first(reference.getTerminal());
		case Alternatives alternatives -> alternatives.getElements().forEach(this::first);
		case Group group -> firstOfGroup(group);
		default -> {
			// An action writes nothing.
		}
		}
	}

	private void firstOfGroup(Group group) {
		for (AbstractElement element : group.getElements()) {
			first(element);
			if (!GrammarUtil.isOptionalCardinality(element) && !(element instanceof Action)) {
				return;
			}
		}
	}

	private void firstOfRule(AbstractRule rule) {
		String value = description(rule);
		if (value != null) {
			phrases.add(value);
		} else {
			first(rule.getAlternatives());
		}
	}

	/** @return the words for a rule that stands for a value, or null for one that consists of keywords */
	private static String description(AbstractRule rule) {
		return switch (rule.getName()) {
		case "Name", "ID" -> NAME;
		case "INT" -> "a number";
		case "STRING" -> "a text in quotes";
		case "ByteSize" -> "a size such as 2 GiB";
		case "MacAddress" -> "a MAC address";
		case "PciAddress" -> "a PCI address such as 00:1f.3";
		case "PhysicalAddress", "HexNumber" -> "a number such as 0x1000";
		case "SignedInt", "Digits" -> "a number";
		default -> rule instanceof TerminalRule ? rule.getName() : null;
		};
	}
}
