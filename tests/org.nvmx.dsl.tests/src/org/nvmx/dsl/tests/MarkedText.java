// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in which guillemets mark places: {@code scheduler «bvt»}.
 *
 * @param text   the text without the marks
 * @param places the marked places as "offset+length"
 */
record MarkedText(String text, List<String> places) {

	static MarkedText of(String marked) {
		StringBuilder text = new StringBuilder();
		List<String> places = new ArrayList<>();
		int start = -1;
		for (char c : marked.toCharArray()) {
			if (c == '«') {
				start = text.length();
			} else if (c == '»') {
				places.add(start + "+" + (text.length() - start));
			} else {
				text.append(c);
			}
		}
		return new MarkedText(text.toString(), places);
	}
}
