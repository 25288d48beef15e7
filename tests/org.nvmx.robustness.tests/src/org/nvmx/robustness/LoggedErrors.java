// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.util.ArrayList;
import java.util.List;

import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;

/** What Xtext writes to its log instead of throwing it: an exception that a user would see on the terminal, and an answer that lacks something. */
final class LoggedErrors extends AppenderSkeleton {

	private static final LoggedErrors INSTANCE = new LoggedErrors();

	private final ThreadLocal<List<Throwable>> ofThread = ThreadLocal.withInitial(ArrayList::new);

	static {
		Logger.getRootLogger().removeAllAppenders();
		Logger.getRootLogger().addAppender(INSTANCE);
	}

	private LoggedErrors() {
	}

	/** Forgets what this thread has logged. */
	static void clear() {
		INSTANCE.ofThread.get().clear();
	}

	/** @throws MisbehaviourException if this thread has logged an error */
	static void check() throws MisbehaviourException {
		for (Throwable logged : INSTANCE.ofThread.get()) {
			throw new MisbehaviourException("log", logged);
		}
	}

	@Override
	protected void append(LoggingEvent event) {
		if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
			ofThread.get().add(event.getThrowableInformation() == null ? new IllegalStateException(event.getRenderedMessage()) : event.getThrowableInformation().getThrowable());
		}
	}

	@Override
	public void close() {
		// Nothing is open.
	}

	@Override
	public boolean requiresLayout() {
		return false;
	}
}
