// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.text;

import java.util.ArrayList;
import java.util.List;

/** Columns of text that line up, for terminals and hovers. */
public final class TextTable {

	private final List<List<String>> rows = new ArrayList<>();

	/** Adds a row; rows may have different lengths, and null is an empty cell. */
	public TextTable row(Object... cells) {
		List<String> row = new ArrayList<>();
		for (Object cell : cells) {
			row.add(cell == null ? "" : cell.toString());
		}
		rows.add(row);
		return this;
	}

	public boolean isEmpty() {
		return rows.isEmpty();
	}

	/**
	 * @param indent what each line starts with
	 * @return the rows, two spaces between columns, no blanks at the ends of lines, each line ended
	 */
	public String toText(String indent) {
		List<Integer> widths = new ArrayList<>();
		for (List<String> row : rows) {
			for (int i = 0; i < row.size(); i++) {
				int width = row.get(i).codePointCount(0, row.get(i).length());
				if (i == widths.size()) {
					widths.add(width);
				} else {
					widths.set(i, Math.max(widths.get(i), width));
				}
			}
		}
		StringBuilder text = new StringBuilder();
		rows.forEach(row -> text.append((indent + line(row, widths)).stripTrailing()).append('\n'));
		return text.toString();
	}

	private static String line(List<String> row, List<Integer> widths) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < row.size(); i++) {
			String cell = row.get(i);
			line.append(cell).append(" ".repeat(widths.get(i) - cell.codePointCount(0, cell.length()) + 2));
		}
		return line.toString();
	}
}
