// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.serialization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;

/**
 * Prints one element of a model by its grammar rule. The options of a block come in the grammar's order and each at most once, lists with commas,
 * so that equal models have equal texts. Xtext's serializer does neither: for it, two options with a value each are as good as a list of two.
 */
final class GrammarPrinter {

	private final ValuePrinter values;
	private final EObject element;
	private final StringBuilder text;
	/** How many values of each feature are printed. */
	private final Map<EStructuralFeature, Integer> printed = new HashMap<>();

	GrammarPrinter(ValuePrinter values, EObject element, StringBuilder text) {
		this.values = values;
		this.element = element;
		this.text = text;
	}

	void print(AbstractElement grammar) {
		if (GrammarUtil.isMultipleCardinality(grammar)) {
			while (printOnce(grammar)) {
				continue;
			}
		} else if (!GrammarUtil.isOptionalCardinality(grammar) || hasValue(grammar)) {
			printBody(grammar);
		}
	}

	/** @return whether there was something left to print */
	private boolean printOnce(AbstractElement grammar) {
		if (!hasValue(grammar)) {
			return false;
		}
		printBody(grammar);
		return true;
	}

	private void printBody(AbstractElement grammar) {
		switch (grammar) {
		case Keyword keyword -> word(keyword.getValue());
		case Group group -> group.getElements().forEach(this::print);
		case Alternatives alternatives -> alternatives.getElements().stream().filter(this::hasValue).findFirst().ifPresent(this::print);
		case Assignment assignment -> assigned(assignment);
		case RuleCall call when call.getRule() instanceof ParserRule rule -> rule(rule);
		default -> {
			// An action writes nothing.
		}
		}
	}

	/** A fragment is a part of this element's own rule; another rule is one that this element is printed by in its place. */
	private void rule(ParserRule rule) {
		print(rule.getAlternatives());
	}

	private void assigned(Assignment assignment) {
		EStructuralFeature feature = feature(assignment);
		int index = printed.merge(feature, 1, Integer::sum) - 1;
		Object value = feature.isMany() ? ((List<?>) element.eGet(feature)).get(index) : element.eGet(feature);
		if (assignment.getTerminal() instanceof Keyword keyword) {
			word(keyword.getValue());
			return;
		}
		if (value == null) {
			throw new IllegalArgumentException(element.eClass().getName() + " has no " + feature.getName());
		}
		values.print(assignment.getTerminal(), value, text);
	}

	/** @return whether a part of the grammar would print a value that is not printed yet */
	private boolean hasValue(AbstractElement grammar) {
		return switch (grammar) {
		case Assignment assignment -> left(feature(assignment), assignment.getTerminal() instanceof Keyword) > 0;
		case RuleCall call when call.getRule() instanceof ParserRule rule && !GrammarUtil.isDatatypeRule(rule) ->
			isFor(rule, element.eClass()) && (rule.isFragment() ? hasValue(rule.getAlternatives()) : true);
		case Group group -> parts(group).stream().anyMatch(this::hasValue);
		case Alternatives alternatives -> parts(alternatives).stream().anyMatch(this::hasValue);
		default -> false;
		};
	}

	private static List<AbstractElement> parts(AbstractElement grammar) {
		List<AbstractElement> parts = new ArrayList<>();
		grammar.eContents().forEach(part -> parts.add((AbstractElement) part));
		return parts;
	}

	private static boolean isFor(ParserRule rule, EClass type) {
		EClass ruleType = (EClass) rule.getType().getClassifier();
		return rule.isFragment() || EcoreUtil2.isAssignableFrom(ruleType, type);
	}

	private int left(EStructuralFeature feature, boolean flag) {
		boolean nothing = feature == null || !element.eIsSet(feature);
		if (nothing || Boolean.FALSE.equals(element.eGet(feature)) && flag) {
			return 0;
		}
		int count = feature.isMany() ? ((List<?>) element.eGet(feature)).size() : 1;
		return count - printed.getOrDefault(feature, 0);
	}

	private EStructuralFeature feature(Assignment assignment) {
		return element.eClass().getEStructuralFeature(assignment.getFeature());
	}

	private void word(String word) {
		text.append(text.isEmpty() ? "" : " ").append(word);
	}
}
