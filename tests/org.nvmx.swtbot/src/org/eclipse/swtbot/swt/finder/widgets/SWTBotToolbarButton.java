// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.waits.Conditions;

/** A button of a tool bar. */
public class SWTBotToolbarButton extends AbstractSWTBot<ToolItem> {

	public SWTBotToolbarButton(ToolItem item) {
		super(item);
	}

	@Override
	public boolean isEnabled() {
		return !widget.isDisposed() && syncExec((Result<Boolean>) widget::isEnabled);
	}

	@Override
	public String getText() {
		return syncExec((Result<String>) widget::getText);
	}

	public String getToolTipText() {
		return syncExec((Result<String>) widget::getToolTipText);
	}

	@Override
	public SWTBotToolbarButton click() {
		new SWTBot().waitUntil(Conditions.widgetIsEnabled(this));
		super.click();
		return this;
	}
}
