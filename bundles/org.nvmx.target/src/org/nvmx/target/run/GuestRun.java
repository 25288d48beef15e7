// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.nvmx.target.console.SerialConsole;
import org.nvmx.target.session.MachineSession;

/** A machine with a guest on it that tells how it fares. */
public final class GuestRun implements AutoCloseable {

	/** After its verdict a guest powers off; one that does not is not waited for any longer than this. */
	private static final Duration LAST_WORDS = Duration.ofSeconds(10);

	/** How the wait for a run ended. */
	public enum Waited {
		/** The machine switched itself off, or somebody ended it. */
		ENDED,
		/** The guest has spoken, but the machine runs on. */
		SPOKEN,
		/** The time is over. */
		TIMED_OUT
	}

	private final MachineSession session;
	private final SerialConsole console;
	private final String guest;
	private final VerdictWatch watch;

	GuestRun(MachineSession session, SerialConsole console, String guest) {
		this.session = session;
		this.console = console;
		this.guest = guest;
		this.watch = new VerdictWatch(guest);
		console.transcript().listen(watch);
	}

	/** @return the machine, with its consoles */
	public MachineSession session() {
		return session;
	}

	/** @return the guest's console */
	public SerialConsole guestConsole() {
		return console;
	}

	/** @return the guest's name, which begins the line of its verdict */
	public String guest() {
		return guest;
	}

	/** @return what the guest has said about itself so far */
	public Verdict verdict() {
		return watch.verdict();
	}

	/**
	 * Waits for the guest's verdict and for the machine to switch off. Ends nothing.
	 *
	 * @throws InterruptedException if interrupted
	 */
	public Waited await(Duration patience) throws InterruptedException {
		CompletableFuture<?> either = CompletableFuture.anyOf(watch.spoken(), ended());
		if (!completes(either, patience)) {
			return Waited.TIMED_OUT;
		}
		return completes(ended(), LAST_WORDS) ? Waited.ENDED : Waited.SPOKEN;
	}

	/**
	 * Waits for the machine to switch off. Ends nothing.
	 *
	 * @throws InterruptedException if interrupted
	 */
	public Waited awaitEnd(Duration patience) throws InterruptedException {
		return completes(ended(), patience) ? Waited.ENDED : Waited.TIMED_OUT;
	}

	/** @return completed when nothing of the machine is left, even if that was not possible without a complaint */
	private CompletableFuture<?> ended() {
		return session.ending().handle((ending, failure) -> null);
	}

	private static boolean completes(CompletableFuture<?> future, Duration patience) throws InterruptedException {
		try {
			future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		} catch (TimeoutException e) {
			return false;
		} catch (ExecutionException e) {
			throw new IllegalStateException("a future that cannot fail has failed", e);
		}
	}

	/** Ends the machine. */
	@Override
	public void close() {
		session.close();
	}
}
