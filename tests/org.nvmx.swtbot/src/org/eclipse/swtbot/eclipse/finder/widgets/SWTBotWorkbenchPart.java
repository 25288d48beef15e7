// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.eclipse.finder.widgets;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtbot.eclipse.finder.SWTWorkbenchBot;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;

/** A part of the workbench. */
public abstract class SWTBotWorkbenchPart<T extends IWorkbenchPartReference> {

	/** The workbench's own reference. */
	protected final T partReference;
	protected final SWTWorkbenchBot bot;

	protected SWTBotWorkbenchPart(T partReference, SWTWorkbenchBot bot) {
		this.partReference = partReference;
		this.bot = bot;
	}

	public T getReference() {
		return partReference;
	}

	public String getTitle() {
		return UIThreadRunnable.syncExec((Result<String>) partReference::getPartName);
	}

	/** Brings the part to the front and gives it the focus. */
	public void show() {
		UIThreadRunnable.syncExec((VoidResult) () -> partReference.getPage().activate(partReference.getPart(true)));
	}

	public void setFocus() {
		show();
	}

	/** @return a bot for what is in the part */
	public SWTBot bot() {
		return new SWTBot(control());
	}

	protected final Control control() {
		return UIThreadRunnable.syncExec((Result<Control>) () -> (Control) partReference.getPart(true).getSite()
				.getService(MPart.class).getWidget());
	}

	protected final IWorkbenchPart part() {
		return UIThreadRunnable.syncExec((Result<IWorkbenchPart>) () -> partReference.getPart(true));
	}
}
