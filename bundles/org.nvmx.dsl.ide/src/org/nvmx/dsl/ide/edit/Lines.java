// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.edit;

/** Where lines begin and end, and how they are indented. */
final class Lines {

	private final String text;

	Lines(String text) {
		this.text = text;
	}

	/** @return the offset of the first character of the line that the offset is in */
	int start(int offset) {
		int start = offset;
		while (start > 0 && !isLineEnd(text.charAt(start - 1))) {
			start--;
		}
		return start;
	}

	/** @return the offset of the line's end, before its line break */
	int end(int offset) {
		int end = offset;
		while (end < text.length() && !isLineEnd(text.charAt(end))) {
			end++;
		}
		return end;
	}

	/** @return the offset of the next line, or the end of the text */
	int next(int offset) {
		int end = end(offset);
		return text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
	}

	String indentation(int offset) {
		int start = start(offset);
		int end = start;
		while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
			end++;
		}
		return text.substring(start, end);
	}

	boolean same(int one, int other) {
		return start(one) == start(other);
	}

	boolean isBlank(int from, int to) {
		return text.substring(from, to).isBlank();
	}

	/** @return the line break that the text uses */
	String separator() {
		return text.contains("\r\n") ? "\r\n" : "\n";
	}

	private static boolean isLineEnd(char c) {
		return c == '\n' || c == '\r';
	}
}
