// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;

/** A combo box. */
public class SWTBotCombo extends AbstractSWTBotControl<Combo> {

	public SWTBotCombo(Combo combo) {
		super(combo);
	}

	@Override
	public String getText() {
		return syncExec((Result<String>) widget::getText);
	}

	public String[] items() {
		return syncExec((Result<String[]>) widget::getItems);
	}

	public void setSelection(String text) {
		waitForEnabled();
		syncExec((VoidResult) () -> widget.select(widget.indexOf(text)));
		notify(SWT.Selection);
	}
}
