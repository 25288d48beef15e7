// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.source;

import java.util.Arrays;

import org.nvmx.model.diagnostic.Location;

/** A text with its lines, which turns offsets into line and column. */
public final class SourceText {

	private final String file;
	private final String text;
	private final int[] lineStarts;

	/**
	 * @param file the file as the user named it
	 * @param text its contents
	 */
	public SourceText(String file, String text) {
		this.file = file;
		this.text = text;
		this.lineStarts = lineStarts(text);
	}

	public String file() {
		return file;
	}

	public String text() {
		return text;
	}

	/** @return the place of a part of the text; offset and length are cut to the text */
	public Location location(int offset, int length) {
		int start = Math.max(0, Math.min(offset, text.length()));
		int end = Math.max(start, Math.min(start + Math.max(length, 0), text.length()));
		int found = Arrays.binarySearch(lineStarts, start);
		int line = found >= 0 ? found : -found - 2;
		return new Location(file, line + 1, start - lineStarts[line] + 1, start, end - start);
	}

	/**
	 * @param line   from 1
	 * @param column from 1, in UTF-16 units
	 * @return the offset; a place outside of the text is moved into it
	 */
	public int offset(int line, int column) {
		if (line > lineStarts.length) {
			return text.length();
		}
		int index = Math.max(line, 1) - 1;
		int next = index + 1 < lineStarts.length ? lineStarts[index + 1] : text.length();
		return Math.min(lineStarts[index] + Math.max(column, 1) - 1, next);
	}

	/** Line ends are LF, CR LF and CR, as in the Language Server Protocol. */
	private static int[] lineStarts(String text) {
		int[] starts = new int[16];
		int count = 1;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean lineEnd = c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
			if (lineEnd) {
				if (count == starts.length) {
					starts = Arrays.copyOf(starts, 2 * count);
				}
				starts[count++] = i + 1;
			}
		}
		return Arrays.copyOf(starts, count);
	}
}
