// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.formatting;

import java.util.HashSet;
import java.util.Set;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.Action;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.Grammar;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.IGrammarAccess;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;

import com.google.inject.Inject;
import com.google.inject.Singleton;

/**
 * Which keywords start an option of a block, and which start a block that is in no other. Both are read off the grammar: an option is one
 * alternative of a repeated choice. What has no block, such as an import, is laid out like an option.
 */
@Singleton
final class OptionStarts {

	private final Set<EObject> options = new HashSet<>();
	private final Set<EObject> topLevel = new HashSet<>();

	@Inject
	OptionStarts(IGrammarAccess access) {
		Grammar grammar = access.getGrammar();
		GrammarUtil.allParserRules(grammar).stream().filter(rule -> !GrammarUtil.isDatatypeRule(rule)).forEach(this::collect);
	}

	boolean isOption(EObject grammarElement) {
		return options.contains(grammarElement);
	}

	boolean isTopLevel(EObject grammarElement) {
		return topLevel.contains(grammarElement);
	}

	private void collect(ParserRule rule) {
		boolean braces = EcoreUtil2.eAllOfType(rule, Keyword.class).stream().anyMatch(keyword -> keyword.getValue().equals("{"));
		Set<EObject> starts = braces || rule.isFragment() ? options : topLevel;
		for (AbstractElement element : EcoreUtil2.eAllOfType(rule, AbstractElement.class)) {
			boolean choice = element.eContainer() instanceof Alternatives alternatives && isRepeated(alternatives);
			boolean list = element instanceof Assignment && GrammarUtil.isMultipleCardinality(element);
			if (choice || list) {
				firstKeywords(element, list && !hasBlock(element) ? options : starts);
			}
		}
	}

	private static boolean hasBlock(AbstractElement element) {
		return EcoreUtil2.eAllOfType(element, RuleCall.class).stream().map(RuleCall::getRule).anyMatch(rule -> rule instanceof ParserRule parsed
				&& EcoreUtil2.eAllOfType(parsed, RuleCall.class).stream().anyMatch(call -> call.getRule() instanceof ParserRule inner && !GrammarUtil.isDatatypeRule(inner)));
	}

	private static boolean isRepeated(Alternatives alternatives) {
		return GrammarUtil.isMultipleCardinality(alternatives) || alternatives.eContainer() instanceof ParserRule rule && rule.isFragment();
	}

	private static void firstKeywords(AbstractElement element, Set<EObject> keywords) {
		switch (element) {
		case Keyword keyword -> keywords.add(keyword);
		case Group group -> firstKeywords(
				group.getElements().stream().filter(e -> !(e instanceof Action)).findFirst().orElseThrow(), keywords);
		case Alternatives alternatives -> alternatives.getElements().forEach(e -> firstKeywords(e, keywords));
		case Assignment assignment -> firstKeywords(assignment.getTerminal(), keywords);
		case RuleCall call when call.getRule() instanceof ParserRule rule && !rule.isFragment() -> firstKeywords(rule.getAlternatives(), keywords);
		default -> {
			// A terminal or an enumeration: no keyword of the option itself.
		}
		}
	}
}
