// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.waits;

import org.eclipse.swtbot.swt.finder.SWTBot;

/** Something that a test waits for. */
public interface ICondition {

	/** @return whether the wait is over */
	boolean test() throws Exception;

	/** Called once before the first test. */
	void init(SWTBot bot);

	/** @return what to say when it did not come true */
	String getFailureMessage();
}
