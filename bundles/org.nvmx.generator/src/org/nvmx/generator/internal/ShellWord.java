// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Words of a POSIX shell: text that a script says, and text that a person wrote as a shell's words. */
public final class ShellWord {

	/** What every shell takes literally without quotes. */
	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
	private static final char NOT_QUOTED = 0;

	private ShellWord() {
	}

	/** @return one word that the shell takes for the text, whatever that holds */
	public static String quote(String text) {
		return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
	}

	/** @return the text for a comment: one line */
	public static String comment(String text) {
		return text.replaceAll("\\p{Cntrl}|[\\u2028\\u2029]", " ");
	}

	/**
	 * Splits by blanks, with quotes and backslashes as a shell knows them; nothing is expanded.
	 *
	 * @return the words without their quotes; empty when a quote is not closed
	 */
	public static Optional<List<String>> split(String text) {
		List<String> words = new ArrayList<>();
		StringBuilder word = null;
		char quote = NOT_QUOTED;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (quote == NOT_QUOTED && (c == ' ' || c == '\t')) {
				if (word != null) {
					words.add(word.toString());
				}
				word = null;
				continue;
			}
			word = word == null ? new StringBuilder() : word;
			if (c == quote) {
				quote = NOT_QUOTED;
			} else if (quote == NOT_QUOTED && (c == '\'' || c == '"')) {
				quote = c;
			} else if (c == '\\' && i + 1 < text.length() && (quote == NOT_QUOTED || quote == '"' && "\\\"$`".indexOf(text.charAt(i + 1)) >= 0)) {
				word.append(text.charAt(++i));
			} else {
				word.append(c);
			}
		}
		if (word != null) {
			words.add(word.toString());
		}
		return quote == NOT_QUOTED ? Optional.of(words) : Optional.empty();
	}
}
