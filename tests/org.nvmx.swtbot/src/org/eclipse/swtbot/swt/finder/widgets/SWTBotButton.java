// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.Button;
import org.eclipse.swtbot.swt.finder.results.Result;

/** A push button. */
public class SWTBotButton extends AbstractSWTBotControl<Button> {

	public SWTBotButton(Button button) {
		super(button);
	}

	@Override
	public String getText() {
		return syncExec((Result<String>) widget::getText);
	}

	@Override
	public SWTBotButton click() {
		waitForEnabled();
		super.click();
		return this;
	}
}
