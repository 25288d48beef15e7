// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.source;

import java.util.List;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;

/** The language's options have names of several words, such as "guest flags"; the grammar knows single words only. */
public final class Phrases {

	private Phrases() {
	}

	/** @return the word and those that have to follow it: "guest flags" for "guest" */
	public static String from(Keyword keyword) {
		StringBuilder phrase = new StringBuilder(keyword.getValue());
		if (keyword.eContainer() instanceof Group group && keyword.getCardinality() == null) {
			List<AbstractElement> elements = group.getElements();
			append(elements.subList(elements.indexOf(keyword) + 1, elements.size()), phrase);
		}
		return phrase.toString();
	}

	/** @return the words before the keyword that belong to the same phrase: "guest" for "flags", and empty for the first word */
	public static String before(Keyword keyword) {
		if (!(keyword.eContainer() instanceof Group group)) {
			return "";
		}
		StringBuilder words = new StringBuilder();
		for (AbstractElement element : group.getElements()) {
			if (element == keyword) {
				return words.toString();
			}
			if (element instanceof Keyword word && isWord(word)) {
				words.append(words.isEmpty() ? "" : " ").append(word.getValue());
			} else {
				words.setLength(0);
			}
		}
		return "";
	}

	/** @return whether the keyword is a word and not punctuation */
	public static boolean isWord(Keyword keyword) {
		return Character.isLetter(keyword.getValue().charAt(0));
	}

	/** @return the rule that an element is in */
	public static EObject ruleOf(EObject element) {
		return EcoreUtil2.getContainerOfType(element, AbstractRule.class);
	}

	private static void append(List<AbstractElement> following, StringBuilder phrase) {
		for (AbstractElement next : following) {
			boolean required = next.getCardinality() == null;
			if (required && next instanceof Keyword word && isWord(word)) {
				phrase.append(' ').append(word.getValue());
			} else if (required && next instanceof Assignment assignment && assignment.getTerminal() instanceof RuleCall call
					&& call.getRule() instanceof ParserRule rule && rule.getAlternatives() instanceof Group group
					&& group.getElements().get(0) instanceof Keyword word && isWord(word)) {
				phrase.append(' ').append(from(word));
				return;
			} else {
				return;
			}
		}
	}
}
