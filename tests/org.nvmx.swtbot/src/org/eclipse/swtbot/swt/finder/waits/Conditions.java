// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.waits;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.widgets.AbstractSWTBot;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;

/** The usual conditions. */
public abstract class Conditions {

	public static ICondition shellCloses(SWTBotShell shell) {
		return condition(() -> !shell.isOpen(), () -> "The shell " + shell + " did not close.");
	}

	public static ICondition shellIsActive(String text) {
		return new DefaultCondition() {
			@Override
			public boolean test() {
				return bot.shell(text).isActive();
			}

			@Override
			public String getFailureMessage() {
				return "The shell '" + text + "' did not activate";
			}
		};
	}

	public static ICondition widgetIsEnabled(AbstractSWTBot<? extends Widget> widget) {
		return condition(widget::isEnabled, () -> "The widget " + widget + " was not enabled.");
	}

	private static ICondition condition(BooleanSupplier test, Supplier<String> message) {
		return new DefaultCondition() {
			@Override
			public boolean test() {
				return test.getAsBoolean();
			}

			@Override
			public String getFailureMessage() {
				return message.get();
			}
		};
	}
}
