// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One call of nvmx.
 *
 * @param exitCode one of {@link ExitCode}
 * @param out      standard output
 * @param err      standard error
 */
record CommandLineCall(int exitCode, String out, String err) {

	static CommandLineCall of(Object... arguments) {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		String[] words = new String[arguments.length];
		for (int i = 0; i < words.length; i++) {
			words[i] = arguments[i].toString();
		}
		int exitCode = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
		return new CommandLineCall(exitCode, out.toString(), err.toString());
	}
}
