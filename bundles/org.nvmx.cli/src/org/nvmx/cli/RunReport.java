// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.target.run.RunListener;
import org.nvmx.target.run.RunRefusedException;

/** Tells the user what a run does, on standard error: standard output belongs to the machine's consoles. */
final class RunReport implements RunListener {

	private final PrintWriter err;
	private final boolean verbose;

	RunReport(PrintWriter err, boolean verbose) {
		this.err = err;
		this.verbose = verbose;
	}

	@Override
	public void step(String what) {
		err.println("nvmx: " + what);
	}

	@Override
	public void log(String line) {
		if (verbose) {
			err.println(line);
		}
	}

	@Override
	public void warning(Diagnostic problem) {
		err.println(problem);
	}

	/** @return the exit code of a command that cannot go on */
	int refused(RunRefusedException refusal) {
		refusal.problems().forEach(err::println);
		refusal.missing().forEach(check -> err.println("nvmx: " + check.sentence()));
		return refusal.missing().isEmpty() ? ExitCode.PROBLEMS : ExitCode.ENVIRONMENT;
	}
}
