// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.utils;

/** Settings of a test run. */
public final class SWTBotPreferences {

	/** Milliseconds that a search or a wait takes at most. */
	public static long TIMEOUT = Long.getLong("org.eclipse.swtbot.search.timeout", 5000);
	/** Milliseconds between two looks at a condition. */
	public static long DEFAULT_POLL_DELAY = 100;
	/** The folder for screenshots. */
	public static String SCREENSHOTS_DIR = System.getProperty("org.eclipse.swtbot.screenshots.dir", "screenshots");

	private SWTBotPreferences() {
	}
}
