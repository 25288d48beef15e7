// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;

/** A widget that a test handles from outside of the UI thread. */
public abstract class AbstractSWTBot<T extends Widget> {

	/** The widget itself. */
	public final T widget;
	/** Its display. */
	public final Display display;

	protected AbstractSWTBot(T w) {
		if (w == null) {
			throw new IllegalArgumentException("no widget");
		}
		this.widget = w;
		this.display = w.getDisplay();
	}

	protected <R> R syncExec(Result<R> toExecute) {
		return UIThreadRunnable.syncExec(display, toExecute);
	}

	protected void syncExec(VoidResult toExecute) {
		UIThreadRunnable.syncExec(display, toExecute);
	}

	/** Sends the widget an event. Without waiting: what it starts may open a dialog that blocks until a test closes it. */
	protected void notify(int eventType, Event event) {
		UIThreadRunnable.asyncExec(display, () -> {
			if (!widget.isDisposed()) {
				event.widget = widget;
				event.display = display;
				widget.notifyListeners(eventType, event);
			}
		});
		syncExec((VoidResult) () -> { });
	}

	protected void notify(int eventType) {
		notify(eventType, new Event());
	}

	/** @return whether a user can use it */
	public boolean isEnabled() {
		return true;
	}

	/** @return what it shows */
	public abstract String getText();

	/** Selects and so activates it, as a click does. */
	public AbstractSWTBot<T> click() {
		notify(SWT.Selection);
		return this;
	}

	@Override
	public String toString() {
		return widget.isDisposed() ? "disposed " + getClass().getSimpleName() : syncExec((Result<String>) widget::toString);
	}
}
