// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.ArrayList;
import java.util.List;

import org.nvmx.model.diagnostic.Location;

/** Splits a text blob into lines that know where they are. */
final class TextLines {

	private TextLines() {
	}

	/**
	 * @param text  starts with the first character that is not blank
	 * @param start where that character is
	 * @param limit how many lines to return at most
	 */
	static List<TextLine> of(String text, Location start, String blob, int limit) {
		List<TextLine> result = new ArrayList<>();
		int offset = 0;
		for (int number = 0; offset <= text.length() && result.size() < limit; number++) {
			int newline = text.indexOf('\n', offset);
			int end = newline < 0 ? text.length() : newline;
			String line = text.substring(offset, end);
			String stripped = line.strip();
			if (!stripped.isEmpty()) {
				int indent = line.indexOf(stripped);
				int column = (number == 0 ? start.column() : 1) + indent;
				Location location = new Location(start.file(), start.line() + number, column, start.offset() + offset + indent, stripped.length());
				result.add(new TextLine(stripped, location, blob));
			}
			offset = end + 1;
		}
		return result;
	}
}
