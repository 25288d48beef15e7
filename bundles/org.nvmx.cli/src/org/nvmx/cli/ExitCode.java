// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

/** The exit codes of every command. */
public final class ExitCode {

	/** All is well. */
	public static final int FINE = 0;
	/** The input has problems, or the guest did not succeed. */
	public static final int PROBLEMS = 1;
	/** The command line is wrong. */
	public static final int USAGE = 2;
	/** This host lacks something. */
	public static final int ENVIRONMENT = 3;
	/** What shells report for a program that Ctrl-C ended. */
	public static final int INTERRUPTED = 130;

	private ExitCode() {
	}
}
