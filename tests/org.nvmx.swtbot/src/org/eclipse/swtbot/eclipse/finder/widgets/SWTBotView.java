// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.eclipse.finder.widgets;

import java.util.Arrays;
import java.util.List;

import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtbot.eclipse.finder.SWTWorkbenchBot;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarButton;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IViewReference;

/** A view. */
public class SWTBotView extends SWTBotWorkbenchPart<IViewReference> {

	public SWTBotView(IViewReference partReference, SWTWorkbenchBot bot) {
		super(partReference, bot);
	}

	public void close() {
		UIThreadRunnable.syncExec((VoidResult) () -> partReference.getPage().hideView(partReference));
	}

	/** @return the buttons of the view's tool bar */
	public List<SWTBotToolbarButton> getToolbarButtons() {
		return UIThreadRunnable.syncExec((Result<List<ToolItem>>) () -> {
			ToolBarManager bar = (ToolBarManager) ((IViewPart) partReference.getPart(true)).getViewSite().getActionBars()
					.getToolBarManager();
			return bar.getControl() == null ? List.of() : Arrays.stream(bar.getControl().getItems())
					.filter(item -> (item.getStyle() & SWT.SEPARATOR) == 0)
					.toList();
		}).stream().map(SWTBotToolbarButton::new).toList();
	}

	/** @return the button with the tool tip */
	public SWTBotToolbarButton toolbarButton(String tooltip) {
		return SWTBot.untilFound("tool bar button '" + tooltip + "'", () -> getToolbarButtons().stream()
				.filter(button -> tooltip.equals(button.getToolTipText()))
				.findFirst()
				.orElse(null));
	}
}
