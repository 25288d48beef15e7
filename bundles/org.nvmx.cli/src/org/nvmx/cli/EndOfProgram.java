// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.nvmx.target.run.GuestRun;

/**
 * Ends what runs when the program is told to end, by Ctrl-C, TERM or HUP: the virtual machine's shutdown waits for it.
 */
final class EndOfProgram {

	private static final long PATIENCE_SECONDS = 10;

	private final CountDownLatch finished = new CountDownLatch(1);
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

	/** A machine that is just being started is not known yet: who starts it finds the cancellation, and we wait for that. */
	private void end() {
		monitor.setCanceled(true);
		GuestRun running = run;
		if (running != null) {
			running.close();
		}
		try {
			finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** There is nothing left to end. */
	void reached() {
		finished.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		} catch (IllegalStateException e) {
			// the shutdown is what brought us here
		}
	}
}
