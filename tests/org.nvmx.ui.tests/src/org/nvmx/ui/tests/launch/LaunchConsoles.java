// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.launch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotView;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotStyledText;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IConsole;
import org.eclipse.ui.console.IConsoleView;
import org.nvmx.ui.tests.harness.Workbench;

/** The consoles of launches in the Console view, by their labels. */
final class LaunchConsoles {

	private final Workbench workbench;

	LaunchConsoles(Workbench workbench) {
		this.workbench = workbench;
	}

	/** @return the names of all consoles */
	private static List<String> names() {
		return Arrays.stream(ConsolePlugin.getDefault().getConsoleManager().getConsoles()).map(IConsole::getName).toList();
	}

	private static Optional<IConsole> find(String label) {
		return Arrays.stream(ConsolePlugin.getDefault().getConsoleManager().getConsoles())
				.filter(console -> console.getName().contains(label))
				.findFirst();
	}

	/** Waits until the view shows the console, and keeps it there: others that write something take the view over while it is not pinned. */
	private SWTBotStyledText show(String label) {
		SWTBotView view = workbench.bot().viewByTitle("Console");
		view.show();
		workbench.until("console " + label + " in the view", () -> UIThreadRunnable.syncExec((Result<Boolean>) () -> {
			IConsoleView part = (IConsoleView) view.getReference().getPart(true);
			Optional<IConsole> wanted = find(label);
			wanted.ifPresent(console -> {
				if (console != part.getConsole()) {
					part.setPinned(false);
					part.display(console);
				}
				part.setPinned(true);
			});
			return wanted.isPresent() && wanted.get() == part.getConsole();
		}));
		return view.bot().styledText();
	}

	/** Waits until the console says something. */
	void await(String label, String text, long milliseconds) {
		workbench.until("'" + text + "' on the console " + label + " of " + names(), () -> show(label).getText().contains(text), milliseconds);
	}

	/** Types on a console, as a user does. */
	void type(String label, String text) {
		show(label).typeText(text);
	}

	/** Presses the button that ends the machine of the console. */
	void terminate(String label) {
		show(label);
		workbench.bot().viewByTitle("Console").toolbarButton("Terminate").click();
	}

	/** Lets other consoles take the view over again. */
	void release() {
		SWTBotView view = workbench.bot().viewByTitle("Console");
		UIThreadRunnable.syncExec((Result<Void>) () -> {
			((IConsoleView) view.getReference().getPart(true)).setPinned(false);
			return null;
		});
	}
}
