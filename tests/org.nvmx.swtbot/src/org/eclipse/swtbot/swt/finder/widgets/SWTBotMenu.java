// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.ControlFinder;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.waits.Conditions;

/** An item of a menu. */
public class SWTBotMenu extends AbstractSWTBot<MenuItem> {

	/** The menus that were told to fill themselves for this item; they are told when it was used. */
	private final List<Menu> shown;

	public SWTBotMenu(MenuItem w) {
		this(w, List.of());
	}

	private SWTBotMenu(MenuItem w, List<Menu> shown) {
		super(w);
		this.shown = shown;
	}

	/** @return the item of the menu with the text, or null; menus fill themselves when they are shown, so it is "shown" */
	public static SWTBotMenu find(Menu menu, String text) {
		return find(menu, text, List.of());
	}

	private static SWTBotMenu find(Menu menu, String text, List<Menu> parents) {
		return UIThreadRunnable.syncExec(menu.getDisplay(), (Result<SWTBotMenu>) () -> {
			menu.notifyListeners(SWT.Show, new Event());
			List<Menu> shown = new ArrayList<>(parents);
			shown.add(menu);
			return Arrays.stream(menu.getItems())
					.filter(item -> ControlFinder.withoutMnemonic(item.getText()).equals(text))
					.findFirst()
					.map(item -> new SWTBotMenu(item, shown))
					.orElseGet(() -> {
						menu.notifyListeners(SWT.Hide, new Event());
						return null;
					});
		});
	}

	/** @return the item of this item's submenu */
	public SWTBotMenu menu(String text) {
		return SWTBot.untilFound("menu '" + text + "'", () -> {
			Menu menu = syncExec((Result<Menu>) widget::getMenu);
			return menu == null ? null : find(menu, text, shown);
		});
	}

	/** @return the texts of the submenu's items */
	public List<String> menuItems() {
		return syncExec((Result<List<String>>) () -> {
			widget.getMenu().notifyListeners(SWT.Show, new Event());
			return Arrays.stream(widget.getMenu().getItems())
					.map(item -> ControlFinder.withoutMnemonic(item.getText()))
					.toList();
		});
	}

	@Override
	public boolean isEnabled() {
		return syncExec((Result<Boolean>) widget::isEnabled);
	}

	@Override
	public String getText() {
		return syncExec((Result<String>) widget::getText);
	}

	@Override
	public SWTBotMenu click() {
		new SWTBot().waitUntil(Conditions.widgetIsEnabled(this));
		super.click();
		UIThreadRunnable.asyncExec(display, () -> shown.reversed().stream()
				.filter(menu -> !menu.isDisposed())
				.forEach(menu -> menu.notifyListeners(SWT.Hide, new Event())));
		return this;
	}
}
