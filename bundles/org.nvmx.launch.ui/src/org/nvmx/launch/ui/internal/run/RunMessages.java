// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.run;

import org.eclipse.osgi.util.NLS;

/** Texts of a running machine. */
final class RunMessages extends NLS {

	public static String Cancelled;
	public static String Ended;
	public static String EndedComplaint;
	public static String EndedLeftovers;
	public static String Guest_fail;
	public static String Guest_none;
	public static String Guest_pass;
	public static String Header;
	public static String HeaderLimit;
	public static String Line;
	public static String Machine;
	public static String NoSources;
	public static String StillRunning;
	public static String TimeOver;

	static {
		NLS.initializeMessages("org.nvmx.launch.ui.internal.run.messages", RunMessages.class); //$NON-NLS-1$
	}

	private RunMessages() {
	}
}
