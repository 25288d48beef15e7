// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was meant to be. */
public final class SimilarWords {

	private SimilarWords() {
	}

	/** @return the candidate that needs the fewest corrections, if they are few enough for the length of the word */
	public static Optional<String> nearest(String word, Collection<String> candidates) {
		int allowed = word.length() / 3;
		return candidates.stream().filter(c -> Math.abs(c.length() - word.length()) <= allowed).filter(c -> distance(word, c) <= allowed)
				.min(Comparator.comparingInt(c -> distance(word, c)));
	}

	/** Levenshtein distance, upper and lower case being the same. */
	static int distance(String one, String other) {
		String from = one.toLowerCase(Locale.ROOT);
		String to = other.toLowerCase(Locale.ROOT);
		int[] row = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int substitution = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[to.length()];
	}
}
