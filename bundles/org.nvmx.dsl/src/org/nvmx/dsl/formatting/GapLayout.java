// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.formatting;

import org.eclipse.xtext.formatting2.regionaccess.IComment;
import org.eclipse.xtext.formatting2.regionaccess.IHiddenRegion;
import org.eclipse.xtext.formatting2.regionaccess.IHiddenRegionPart;

/**
 * Lays out what is between two words: white space and comments. A comment behind an option keeps its distance, so that a column of comments stays
 * one; a comment on a line of its own gets the indentation of what follows, and keeps one blank line before and behind.
 */
final class GapLayout {

	private final String lineBreak;
	private final StringBuilder result = new StringBuilder();
	/** White space as written since the last comment. */
	private final StringBuilder space = new StringBuilder();
	private boolean atLineStart;
	private boolean anyComment;
	/** Whether the last comment stands on a line of its own, and so belongs to what follows. */
	private boolean ownLine;

	GapLayout(String lineBreak) {
		this.lineBreak = lineBreak;
	}

	/**
	 * @param gap        the text between two words, before the first or behind the last one
	 * @param separation what belongs there
	 * @param depth      tabs before what follows
	 * @param inner      tabs before a comment; more than the depth where a closing brace follows
	 * @return the gap's new text
	 */
	String layOut(IHiddenRegion gap, Separation separation, int depth, int inner) {
		boolean start = gap.getPreviousSemanticRegion() == null;
		boolean end = gap.getNextSemanticRegion() == null;
		atLineStart = start;
		for (IHiddenRegionPart part : gap.getParts()) {
			if (part instanceof IComment) {
				comment(part.getText(), start, separation, inner);
			} else {
				space.append(part.getText());
			}
		}
		if (end) {
			finish();
		} else if (start && !anyComment) {
			return "";
		} else {
			follow(separation, depth);
		}
		return result.toString();
	}

	private void comment(String comment, boolean start, Separation separation, int inner) {
		int written = lineBreaks(space);
		boolean behindWord = !anyComment && !start && written == 0;
		if (behindWord) {
			result.append(space.isEmpty() ? " " : space);
		} else if (anyComment || !start) {
			Separation between = anyComment || !separation.isLine() ? Separation.LINE_OR_BLANK_LINE : separation;
			boolean sameLine = anyComment && !atLineStart && written == 0;
			breakLines(sameLine ? 0 : between.lineBreaks(written + (atLineStart ? 1 : 0)), inner, sameLine ? " " : "");
		} else {
			result.append("\t".repeat(inner));
		}
		result.append(comment);
		ownLine = !behindWord;
		anyComment = true;
		atLineStart = comment.endsWith("\n") || comment.endsWith("\r");
		space.setLength(0);
	}

	/** Writes what is between the last comment, or the word before, and the word behind. */
	private void follow(Separation separation, int depth) {
		int written = lineBreaks(space) + (atLineStart ? 1 : 0);
		if (anyComment && separation.isLine()) {
			Separation behind = ownLine && separation != Separation.LINE ? Separation.LINE_OR_BLANK_LINE : separation;
			breakLines(behind.lineBreaks(written), depth, "");
		} else if (anyComment && written > 0) {
			breakLines(1, depth + 1, "");
		} else if (separation.isLine()) {
			breakLines(separation.lineBreaks(written), depth, "");
		} else if (anyComment || separation == Separation.SPACE) {
			result.append(' ');
		}
	}

	/** Ends the text with one line break. */
	private void finish() {
		if (!atLineStart) {
			result.append(lineBreak);
		}
	}

	private void breakLines(int count, int indentation, String otherwise) {
		int missing = count - (atLineStart ? 1 : 0);
		result.append(lineBreak.repeat(Math.max(0, missing)));
		result.append(count > 0 ? "\t".repeat(indentation) : otherwise);
	}

	private static int lineBreaks(CharSequence text) {
		int count = 0;
		for (int i = 0; i < text.length(); i++) {
			boolean carriageReturn = text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
			if (text.charAt(i) == '\n' || carriageReturn) {
				count++;
			}
		}
		return count;
	}
}
