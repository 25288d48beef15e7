// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.ControlFinder;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.waits.ICondition;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCombo;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotList;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotMenu;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotStyledText;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotText;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTree;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;

/** Finds widgets in a window, by default the active one, and waits. Never in the UI thread. */
public class SWTBot {

	private static final ControlFinder FINDER = new ControlFinder();

	private final Widget parent;

	public SWTBot() {
		this(null);
	}

	/** @param parent what to search, null for the active window */
	public SWTBot(Widget parent) {
		this.parent = parent;
	}

	/** Searches again and again until something is found; null means not found. */
	public static <T> T untilFound(String what, Callable<T> search) {
		long end = System.nanoTime() + SWTBotPreferences.TIMEOUT * 1_000_000;
		while (true) {
			T found;
			try {
				found = search.call();
			} catch (RuntimeException e) {
				throw e;
			} catch (Exception e) {
				throw new IllegalStateException(e);
			}
			if (found != null) {
				return found;
			}
			if (System.nanoTime() > end) {
				throw new WidgetNotFoundException("Could not find " + what + " within " + SWTBotPreferences.TIMEOUT + " ms");
			}
			LockSupport.parkNanos(SWTBotPreferences.DEFAULT_POLL_DELAY * 1_000_000);
		}
	}

	protected final <C extends Control, B> B find(String what, Class<C> type, Predicate<C> predicate, int index,
			Function<C, B> wrap) {
		return wrap.apply(untilFound(what, () -> UIThreadRunnable.syncExec((Result<C>) () -> {
			Widget root = parent != null ? parent : getDisplay().getActiveShell();
			List<C> found = root == null || root.isDisposed() ? List.of() : FINDER.findControls(root, type, predicate);
			return found.size() > index ? found.get(index) : null;
		})));
	}

	public Display getDisplay() {
		return SWTUtils.display();
	}

	public SWTBotShell[] shells() {
		return UIThreadRunnable.syncExec((Result<List<Shell>>) () -> Arrays.stream(getDisplay().getShells())
				.filter(Shell::isVisible).toList()).stream().map(SWTBotShell::new).toArray(SWTBotShell[]::new);
	}

	public SWTBotShell shell(String text) {
		return untilFound("shell '" + text + "'", () -> Arrays.stream(shells())
				.filter(SWTBotShell::isOpen)
				.filter(shell -> shell.getText().equals(text))
				.findFirst().orElse(null));
	}

	public SWTBotShell activeShell() {
		return new SWTBotShell(untilFound("active shell",
				() -> UIThreadRunnable.syncExec((Result<Shell>) () -> getDisplay().getActiveShell())));
	}

	public SWTBotMenu menu(String text) {
		return untilFound("menu '" + text + "'", () -> {
			Menu bar = UIThreadRunnable.syncExec((Result<Menu>) () -> getDisplay().getActiveShell() == null ? null
					: getDisplay().getActiveShell().getMenuBar());
			return bar == null ? null : SWTBotMenu.find(bar, text);
		});
	}

	public SWTBotButton button(String text) {
		return find("button '" + text + "'", Button.class, button -> (button.getStyle() & SWT.PUSH) != 0
				&& ControlFinder.withoutMnemonic(button.getText()).equals(text), 0, SWTBotButton::new);
	}

	public SWTBotText text() {
		return text(0);
	}

	public SWTBotText text(int index) {
		return find("text " + index, Text.class, text -> true, index, SWTBotText::new);
	}

	public SWTBotText textWithLabel(String label) {
		return find("text with label '" + label + "'", Text.class, text -> label.equals(FINDER.labelOf(text)), 0,
				SWTBotText::new);
	}

	public SWTBotText textWithMessage(String message) {
		return find("text with message '" + message + "'", Text.class, text -> message.equals(text.getMessage()), 0,
				SWTBotText::new);
	}

	public SWTBotList list() {
		return find("list", org.eclipse.swt.widgets.List.class, list -> true, 0, SWTBotList::new);
	}

	public SWTBotTable table() {
		return find("table", Table.class, table -> true, 0, SWTBotTable::new);
	}

	public SWTBotTree tree() {
		return find("tree", Tree.class, tree -> true, 0, SWTBotTree::new);
	}

	public SWTBotCombo comboBox() {
		return comboBox(0);
	}

	public SWTBotCombo comboBox(int index) {
		return find("combo box " + index, Combo.class, combo -> true, index, SWTBotCombo::new);
	}

	public SWTBotCombo comboBoxWithLabel(String label) {
		return find("combo box with label '" + label + "'", Combo.class, combo -> label.equals(FINDER.labelOf(combo)), 0,
				SWTBotCombo::new);
	}

	public SWTBotStyledText styledText() {
		return find("styled text", StyledText.class, text -> true, 0, SWTBotStyledText::new);
	}

	public void waitUntil(ICondition condition) {
		waitUntil(condition, SWTBotPreferences.TIMEOUT);
	}

	public void waitUntil(ICondition condition, long timeout) {
		waitUntil(condition, timeout, SWTBotPreferences.DEFAULT_POLL_DELAY);
	}

	/** Waits until the condition is true; times in milliseconds. */
	public void waitUntil(ICondition condition, long timeout, long interval) {
		Objects.requireNonNull(condition);
		long end = System.nanoTime() + timeout * 1_000_000;
		condition.init(this);
		while (!holds(condition)) {
			if (System.nanoTime() > end) {
				throw new TimeoutException("Timeout after: " + timeout + " ms.: " + condition.getFailureMessage());
			}
			LockSupport.parkNanos(interval * 1_000_000);
		}
	}

	private static boolean holds(ICondition condition) {
		try {
			return condition.test();
		} catch (Exception e) {
			return false; // what the condition looks at is not there yet
		}
	}

	public boolean captureScreenshot(String fileName) {
		return SWTUtils.captureScreenshot(fileName);
	}
}
