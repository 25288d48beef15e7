// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.launch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.core.runtime.PlatformObject;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.IStreamListener;
import org.eclipse.debug.core.model.IFlushableStreamMonitor;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.debug.core.model.IStreamMonitor;
import org.eclipse.debug.core.model.IStreamsProxy;

/** A line, of the kind that machines have, which has said all that it will say before it gets its console. */
final class SpokenLine extends PlatformObject implements IProcess, IStreamsProxy {

	private static final Duration HESITATION = Duration.ofMillis(50);

	private final ILaunch launch;
	private final String label;
	private final IStreamMonitor output;
	private final IStreamMonitor errors = new Spoken("");

	SpokenLine(ILaunch launch, String label, String text) {
		this.launch = launch;
		this.label = label;
		this.output = new Spoken(text);
	}

	/** Takes its time while a console is made, so that the console of another line is made meanwhile. */
	@Override
	public IStreamsProxy getStreamsProxy() {
		if (Job.getJobManager().currentJob() != null) {
			LockSupport.parkNanos(HESITATION.toNanos());
		}
		return this;
	}

	@Override
	public IStreamMonitor getOutputStreamMonitor() {
		return output;
	}

	@Override
	public IStreamMonitor getErrorStreamMonitor() {
		return errors;
	}

	@Override
	public void write(String input) {
		// nobody listens
	}

	@Override
	public String getAttribute(String key) {
		return key.equals(ATTR_PROCESS_TYPE) ? "org.nvmx.launch.line" : null;
	}

	@Override
	public void setAttribute(String key, String value) {
		// has what it needs
	}

	@Override
	public String getLabel() {
		return label;
	}

	@Override
	public ILaunch getLaunch() {
		return launch;
	}

	@Override
	public boolean isTerminated() {
		return true;
	}

	@Override
	public boolean canTerminate() {
		return false;
	}

	@Override
	public void terminate() {
		// has ended
	}

	@Override
	public int getExitValue() {
		return 0;
	}

	/** Gives its text to the first who flushes it, as monitors do. */
	private static final class Spoken implements IFlushableStreamMonitor {

		private final AtomicReference<String> text;

		Spoken(String text) {
			this.text = new AtomicReference<>(text);
		}

		@Override
		public String getContents() {
			return text.get();
		}

		@Override
		public void flushContents() {
			text.set("");
		}

		@Override
		public void addListener(IStreamListener listener) {
			// there is nothing more to hear
		}

		@Override
		public void removeListener(IStreamListener listener) {
			// none is kept
		}

		@Override
		public void setBuffered(boolean buffer) {
			// nothing more comes
		}

		@Override
		public boolean isBuffered() {
			return true;
		}
	}
}
