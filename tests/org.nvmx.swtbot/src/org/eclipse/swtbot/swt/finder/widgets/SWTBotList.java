// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.List;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;

/** A list of lines. */
public class SWTBotList extends AbstractSWTBotControl<List> {

	public SWTBotList(List list) {
		super(list);
	}

	@Override
	public String getText() {
		return String.join("\n", selection());
	}

	public String[] getItems() {
		return syncExec((Result<String[]>) widget::getItems);
	}

	public String[] selection() {
		return syncExec((Result<String[]>) widget::getSelection);
	}

	public SWTBotList select(String item) {
		waitForEnabled();
		int index = SWTBot.untilFound("list item '" + item + "'", () -> {
			int found = Arrays.asList(getItems()).indexOf(item);
			return found < 0 ? null : found;
		});
		return select(index);
	}

	public SWTBotList select(int index) {
		setFocus();
		syncExec((VoidResult) () -> widget.setSelection(index));
		notify(SWT.Selection);
		return this;
	}
}
