// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.Text;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;

/** A field of text. */
public class SWTBotText extends AbstractSWTBotControl<Text> {

	public SWTBotText(Text text) {
		super(text);
	}

	@Override
	public String getText() {
		return syncExec((Result<String>) widget::getText);
	}

	public SWTBotText setText(String text) {
		waitForEnabled();
		setFocus();
		syncExec((VoidResult) () -> widget.setText(text));
		return this;
	}
}
