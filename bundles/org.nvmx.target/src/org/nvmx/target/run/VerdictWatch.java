// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Listens to a console, line by line, for the guest's verdict. */
final class VerdictWatch implements Consumer<String> {

	/** A line that is longer is no verdict. */
	private static final int LONGEST_LINE = 4096;

	private final String guest;
	private final StringBuilder line = new StringBuilder();
	private final CompletableFuture<Void> spoken = new CompletableFuture<>();
	private Verdict verdict = Verdict.NONE;

	VerdictWatch(String guest) {
		this.guest = guest;
	}

	@Override
	public synchronized void accept(String piece) {
		for (int i = 0; i < piece.length(); i++) {
			char c = piece.charAt(i);
			if (line.length() < LONGEST_LINE) {
				line.append(c);
			}
			if (c == '\n') {
				take(line.toString());
				line.setLength(0);
			}
		}
	}

	private void take(String complete) {
		Verdict said = Verdict.of(guest, complete);
		if (said != Verdict.NONE && verdict != Verdict.FAIL) {
			verdict = said;
			spoken.complete(null);
		}
	}

	/** @return what the guest has said so far */
	synchronized Verdict verdict() {
		return verdict;
	}

	/** @return completed with the first verdict */
	CompletableFuture<Void> spoken() {
		return spoken;
	}
}
