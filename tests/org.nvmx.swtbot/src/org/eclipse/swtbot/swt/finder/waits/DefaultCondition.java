// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.waits;

import org.eclipse.swtbot.swt.finder.SWTBot;

/** Keeps the bot for its subclasses. */
public abstract class DefaultCondition implements ICondition {

	protected SWTBot bot;

	@Override
	public void init(SWTBot newBot) {
		this.bot = newBot;
	}
}
