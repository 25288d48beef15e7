// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.waits.Conditions;

/** A control. */
public abstract class AbstractSWTBotControl<T extends Control> extends AbstractSWTBot<T> {

	protected AbstractSWTBotControl(T w) {
		super(w);
	}

	@Override
	public boolean isEnabled() {
		return syncExec((Result<Boolean>) widget::isEnabled);
	}

	public boolean isVisible() {
		return syncExec((Result<Boolean>) widget::isVisible);
	}

	public String getToolTipText() {
		return syncExec((Result<String>) widget::getToolTipText);
	}

	public void setFocus() {
		syncExec((VoidResult) () -> {
			widget.getShell().forceActive();
			widget.setFocus();
		});
	}

	protected void waitForEnabled() {
		new SWTBot().waitUntil(Conditions.widgetIsEnabled(this));
	}

	/** @return the item of the control's context menu, which is filled as if it were about to be shown */
	public SWTBotMenu contextMenu(String text) {
		setFocus();
		notify(SWT.MenuDetect);
		return SWTBot.untilFound("context menu '" + text + "'", () -> {
			Menu menu = syncExec((Result<Menu>) widget::getMenu);
			return menu == null ? null : SWTBotMenu.find(menu, text);
		});
	}

	/** Sends a key without going through the X server, whose focus another window may hold. */
	protected void key(int keyCode, char character, int stateMask) {
		for (int type : List.of(SWT.KeyDown, SWT.KeyUp)) {
			Event event = new Event();
			event.keyCode = keyCode;
			event.character = character;
			event.stateMask = stateMask;
			event.doit = true;
			notify(type, event);
		}
	}
}
