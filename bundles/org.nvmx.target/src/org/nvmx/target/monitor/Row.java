// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

import java.util.Optional;

/** The columns of a row, read from left to right; the last one may hold blanks. */
final class Row {

	private final String[] columns;
	private int next;

	private Row(String[] columns) {
		this.columns = columns;
	}

	/** @return the columns behind the row's kind, if it is of that kind; other kinds belong to later versions */
	static Optional<Row> of(String row, String kind, int count) {
		String[] columns = row.split(" ", count + 1);
		if (!columns[0].equals(kind)) {
			return Optional.empty();
		}
		if (columns.length != count + 1) {
			throw new IllegalArgumentException("columns are missing in \"" + row + "\"");
		}
		Row result = new Row(columns);
		result.next = 1;
		return Optional.of(result);
	}

	String text() {
		return columns[next++];
	}

	int number() {
		return Integer.parseInt(text());
	}

	long count() {
		return Long.parseUnsignedLong(text());
	}

	long hex() {
		return Long.parseUnsignedLong(text(), 16);
	}
}
