// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Everything a console has said, up to a limit: the oldest text goes first. Listeners get the text that is kept and then every new
 * piece, in order, without a gap.
 */
public final class Transcript {

	/** UTF-16 units that are kept; a guest that prints without end cannot fill the memory. */
	public static final int LIMIT = 4 * 1024 * 1024;

	private final ReentrantLock lock = new ReentrantLock();
	private final Condition changed = lock.newCondition();
	private final StringBuilder text = new StringBuilder();
	private final List<Consumer<String>> listeners = new ArrayList<>();
	private boolean ended;

	/** Adds a piece of text and tells the listeners. */
	public void append(String piece) {
		lock.lock();
		try {
			text.append(piece);
			if (text.length() > LIMIT) {
				text.delete(0, text.length() - LIMIT / 2);
			}
			listeners.forEach(listener -> listener.accept(piece));
			changed.signalAll();
		} finally {
			lock.unlock();
		}
	}

	/** Says that nothing will be added any more. */
	public void end() {
		lock.lock();
		try {
			ended = true;
			changed.signalAll();
		} finally {
			lock.unlock();
		}
	}

	/** Waits for {@link #end()}; an interruption is kept for the caller. */
	void awaitEnd(Duration patience) {
		long left = patience.toNanos();
		lock.lock();
		try {
			while (!ended && left > 0) {
				left = changed.awaitNanos(left);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			lock.unlock();
		}
	}

	/** @return what is kept */
	public String text() {
		lock.lock();
		try {
			return text.toString();
		} finally {
			lock.unlock();
		}
	}

	/** @param listener is called at once with the text so far, then with each piece; it must not block for long */
	public void listen(Consumer<String> listener) {
		lock.lock();
		try {
			if (!text.isEmpty()) {
				listener.accept(text.toString());
			}
			listeners.add(listener);
		} finally {
			lock.unlock();
		}
	}

	/**
	 * Waits for the text to satisfy a condition.
	 *
	 * @return whether it does; false after the time or when the console has ended without
	 * @throws InterruptedException if interrupted
	 */
	public boolean await(Predicate<String> condition, Duration patience) throws InterruptedException {
		long left = patience.toNanos();
		lock.lock();
		try {
			while (!condition.test(text.toString())) {
				if (ended || left <= 0) {
					return false;
				}
				left = changed.awaitNanos(left);
			}
			return true;
		} finally {
			lock.unlock();
		}
	}
}
