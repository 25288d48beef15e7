// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.run;

import org.eclipse.core.runtime.IProgressMonitor;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.target.run.RunListener;

/** Writes what happens to a machine on its own console, and what happens now into the progress view. */
final class MachineLog implements RunListener {

	private final LineStreams streams;
	private final IProgressMonitor monitor;

	MachineLog(LineStreams streams, IProgressMonitor monitor) {
		this.streams = streams;
		this.monitor = monitor;
	}

	@Override
	public void step(String what) {
		monitor.subTask(what);
		say(what);
	}

	@Override
	public void log(String line) {
		say(line);
	}

	@Override
	public void warning(Diagnostic problem) {
		complain(problem.toString());
	}

	/** Writes a problem, an error in the colour of errors. */
	void problem(Diagnostic problem) {
		if (problem.severity() == Severity.ERROR) {
			complain(problem.toString());
		} else {
			say(problem.toString());
		}
	}

	/** Writes a line. */
	void say(String line) {
		streams.getOutputStreamMonitor().append(line + '\n');
	}

	/** Writes a line in the colour of errors. */
	void complain(String line) {
		streams.getErrorStreamMonitor().append(line + '\n');
	}
}
