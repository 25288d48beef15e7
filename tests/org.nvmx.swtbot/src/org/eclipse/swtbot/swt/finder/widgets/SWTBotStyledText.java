// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;

/** A styled text: an editor, a console. */
public class SWTBotStyledText extends AbstractSWTBotControl<StyledText> {

	public SWTBotStyledText(StyledText text) {
		super(text);
	}

	@Override
	public String getText() {
		return syncExec((Result<String>) widget::getText);
	}

	public List<String> getLines() {
		return Arrays.asList(getText().split("\\R", -1));
	}

	public void setText(String text) {
		setFocus();
		syncExec((VoidResult) () -> widget.setText(text));
	}

	/** Places the caret; line and column count from 0. */
	public void navigateTo(int line, int column) {
		setFocus();
		syncExec((VoidResult) () -> widget.setSelection(widget.getOffsetAtLine(line) + column));
	}

	/** Selects; line and column count from 0. */
	public void selectRange(int line, int column, int length) {
		setFocus();
		syncExec((VoidResult) () -> {
			int offset = widget.getOffsetAtLine(line) + column;
			widget.setSelection(offset, offset + length);
		});
	}

	/** Writes over the selection, all at once. */
	public void insertText(String text) {
		syncExec((VoidResult) () -> widget.insert(text));
	}

	/** Types character after character, so that auto-edits and verifiers see them. */
	public void typeText(String text) {
		setFocus();
		for (char c : text.toCharArray()) {
			key(c == '\n' ? SWT.CR : Character.toLowerCase(c), c == '\n' ? SWT.CR : c, SWT.NONE);
		}
	}

	/** @return the look of a character; line and column count from 0 */
	public StyleRange getStyle(int line, int column) {
		return syncExec((Result<StyleRange>) () -> widget.getStyleRangeAtOffset(widget.getOffsetAtLine(line) + column));
	}
}
