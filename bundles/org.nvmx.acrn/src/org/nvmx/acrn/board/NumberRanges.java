// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.util.Collection;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Writes {@code 0-3, 6} for 0, 1, 2, 3, 6. */
final class NumberRanges {

	private NumberRanges() {
	}

	static String of(Collection<Integer> numbers) {
		StringJoiner text = new StringJoiner(", ");
		TreeSet<Integer> left = new TreeSet<>(numbers);
		while (!left.isEmpty()) {
			int first = left.pollFirst();
			int last = first;
			while (left.remove(last + 1)) {
				last++;
			}
			text.add(first == last ? String.valueOf(first) : first + "-" + last);
		}
		return text.toString();
	}
}
