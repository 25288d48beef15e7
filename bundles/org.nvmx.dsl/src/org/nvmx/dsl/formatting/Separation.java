// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.formatting;

/** What the layout puts between two words. */
enum Separation {
	/** Nothing at all. */
	NONE(0, 0),
	/** One space. */
	SPACE(0, 0),
	/** A new line. */
	LINE(1, 1),
	/** A new line; one blank line stays if the author wrote any. */
	LINE_OR_BLANK_LINE(1, 2),
	/** A blank line. */
	BLANK_LINE(2, 2);

	private final int minLineBreaks;
	private final int maxLineBreaks;

	Separation(int minLineBreaks, int maxLineBreaks) {
		this.minLineBreaks = minLineBreaks;
		this.maxLineBreaks = maxLineBreaks;
	}

	/** @return the line breaks to write where the author wrote so many */
	int lineBreaks(int written) {
		return Math.max(minLineBreaks, Math.min(written, maxLineBreaks));
	}

	boolean isLine() {
		return minLineBreaks > 0;
	}
}
