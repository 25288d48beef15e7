// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.Set;

import org.eclipse.jface.text.rules.IRule;
import org.eclipse.jface.text.rules.IToken;
import org.eclipse.jface.text.rules.IWordDetector;
import org.eclipse.jface.text.rules.RuleBasedScanner;
import org.eclipse.jface.text.rules.Token;
import org.eclipse.jface.text.rules.WordRule;
import org.eclipse.ui.IWorkbench;

/** Colours the words and numbers outside comments and strings. */
final class ScenarioCodeScanner extends RuleBasedScanner {

	/** Upper-case words are the named values that ACRN and the SDM spell so: {@code NVMX_ENABLED}, {@code COM1}. */
	void configure(Set<String> keywords, IWorkbench workbench) {
		IToken keyword = new Token(ScenarioColor.KEYWORD.attribute(workbench));
		IToken constant = new Token(ScenarioColor.CONSTANT.attribute(workbench));
		WordRule words = new WordRule(new WordDetector(), Token.UNDEFINED);
		for (String word : keywords) {
			if (Character.isLetter(word.charAt(0))) {
				words.addWord(word, isConstant(word) ? constant : keyword);
			}
		}
		WordRule numbers = new WordRule(new NumberDetector(), new Token(ScenarioColor.NUMBER.attribute(workbench)));
		WordRule others = new WordRule(new WordDetector(), Token.WHITESPACE);
		setRules(new IRule[] { words, numbers, others });
	}

	private static boolean isConstant(String word) {
		return word.length() > 1 && word.chars().noneMatch(Character::isLowerCase);
	}

	/** The hyphen belongs to a word: {@code pre-launched}. */
	private static final class WordDetector implements IWordDetector {
		@Override
		public boolean isWordStart(char c) {
			return Character.isLetter(c) || c == '_';
		}

		@Override
		public boolean isWordPart(char c) {
			return Character.isLetterOrDigit(c) || c == '_' || c == '-';
		}
	}

	/** Digits and what follows them: {@code 2}, {@code 00:16:3d:60:0a:80}. */
	private static final class NumberDetector implements IWordDetector {
		@Override
		public boolean isWordStart(char c) {
			return Character.isDigit(c);
		}

		@Override
		public boolean isWordPart(char c) {
			return Character.isLetterOrDigit(c) || c == ':';
		}
	}
}
