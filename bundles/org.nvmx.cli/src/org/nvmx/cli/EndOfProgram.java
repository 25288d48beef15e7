// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.nvmx.target.run.GuestRun;

/**
 * Ends what runs when the program is told to end, by Ctrl-C, TERM or HUP: the virtual machine's shutdown waits for it.
 */
final class EndOfProgram {

	private final IProgressMonitor monitor = new NullProgressMonitor();
	private final Thread hook = new Thread(this::end, "end of the program");
	private volatile GuestRun run;

	EndOfProgram() {
		Runtime.getRuntime().addShutdownHook(hook);
	}

	/** @return cancelled when the program is told to end */
	IProgressMonitor monitor() {
		return monitor;
	}

	/** @param started is to be closed when the program is told to end */
	void closes(GuestRun started) {
		run = started;
		if (monitor.isCanceled()) {
			started.close();
		}
	}

	private void end() {
		monitor.setCanceled(true);
		GuestRun running = run;
		if (running != null) {
			running.close();
		}
	}

	/** There is nothing left to end. */
	void reached() {
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		} catch (IllegalStateException e) {
			// the shutdown is what brought us here
		}
	}
}
