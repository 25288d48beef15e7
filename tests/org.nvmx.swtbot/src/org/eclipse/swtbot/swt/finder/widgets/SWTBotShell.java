// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;

/** A window. */
public class SWTBotShell extends AbstractSWTBotControl<Shell> {

	public SWTBotShell(Shell shell) {
		super(shell);
	}

	@Override
	public String getText() {
		return syncExec((Result<String>) widget::getText);
	}

	/** Brings the window to the front. */
	public SWTBotShell activate() {
		syncExec((VoidResult) () -> {
			widget.forceActive();
			widget.notifyListeners(SWT.Activate, new org.eclipse.swt.widgets.Event());
		});
		return this;
	}

	public void close() {
		syncExec((VoidResult) widget::close);
	}

	public boolean isOpen() {
		return !widget.isDisposed() && syncExec((Result<Boolean>) () -> !widget.isDisposed() && widget.isVisible());
	}

	public boolean isActive() {
		return !widget.isDisposed() && syncExec((Result<Boolean>) () -> display.getActiveShell() == widget);
	}

	/** @return a bot for what is in the window */
	public SWTBot bot() {
		return new SWTBot(widget);
	}
}
