// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.jface.text.TextAttribute;
import org.eclipse.jface.text.rules.IRule;
import org.eclipse.jface.text.rules.IWordDetector;
import org.eclipse.jface.text.rules.RuleBasedScanner;
import org.eclipse.jface.text.rules.Token;
import org.eclipse.jface.text.rules.WordRule;

/** Finds the numbers outside of comments and strings: {@code 2}, {@code 00:16:3d:60:0a:80}, but not the one in {@code vm1}. */
final class NumberScanner extends RuleBasedScanner {

	void use(TextAttribute attribute) {
		WordRule numbers = new WordRule(new NumberDetector(), new Token(attribute));
		WordRule words = new WordRule(new WordDetector(), new Token(null));
		setRules(new IRule[] { numbers, words });
	}

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
