// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.nvmx.target.console.SerialConsole;

/**
 * Shows several serial lines on one terminal: each line of text begins with the name of its console, as in {@code [L1] hello}.
 * Lines are kept whole, though they come byte by byte and by turns. On a terminal a line that stays incomplete, such as a prompt, is
 * shown when its console has fallen silent.
 */
public final class ConsolePrinter {

	private static final Duration SILENCE = Duration.ofMillis(200);

	private final PrintWriter out;
	private final boolean terminal;
	private final Duration silence;
	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
	private final Map<String, Future<?>> silences = new HashMap<>();
	private final Map<String, StringBuilder> incomplete = new LinkedHashMap<>();
	/** The console whose incomplete line the cursor is on, or null when it is at the start of a line. */
	private String current;

	/** @param terminal whether a person watches */
	public ConsolePrinter(PrintWriter out, boolean terminal) {
		this(out, terminal, SILENCE);
	}

	/** @param silence how long a console on a terminal must say nothing for its incomplete line to be shown */
	ConsolePrinter(PrintWriter out, boolean terminal, Duration silence) {
		this.out = out;
		this.terminal = terminal;
		this.silence = silence;
	}

	/** Shows what the console has said and will say. */
	public void show(SerialConsole console) {
		console.transcript().listen(piece -> print(console.name(), piece));
	}

	/** Shows a piece of a console's text. */
	synchronized void print(String console, String piece) {
		StringBuilder line = incomplete.computeIfAbsent(console, name -> new StringBuilder());
		for (int i = 0; i < piece.length(); i++) {
			char c = piece.charAt(i);
			if (c == '\n') {
				endLine(console, line);
			} else if (c == '\t' || !Character.isISOControl(c)) {
				line.append(c);
			}
		}
		if (terminal) {
			awaitSilence(console, line);
		}
		out.flush();
	}

	private void awaitSilence(String console, StringBuilder line) {
		Future<?> last = silences.remove(console);
		if (last != null) {
			last.cancel(false);
		}
		if (!line.isEmpty() && !timer.isShutdown()) {
			silences.put(console, timer.schedule(() -> showIncomplete(console), silence.toMillis(), TimeUnit.MILLISECONDS));
		}
	}

	/** Shows the line that a console has begun and not ended; the cursor stays behind it. */
	synchronized void showIncomplete(String console) {
		StringBuilder line = incomplete.getOrDefault(console, new StringBuilder());
		if (!line.isEmpty()) {
			begin(console);
			out.print(line);
			line.setLength(0);
			out.flush();
		}
	}

	private void endLine(String console, StringBuilder line) {
		begin(console);
		out.print(line);
		out.print('\n');
		line.setLength(0);
		current = null;
	}

	private void begin(String console) {
		if (console.equals(current)) {
			return;
		}
		if (current != null) {
			out.print('\n');
		}
		out.print("[" + console + "] ");
		current = console;
	}

	/** Shows the incomplete lines: nothing will complete them any more. */
	public synchronized void finish() {
		timer.shutdownNow();
		incomplete.forEach((console, line) -> {
			if (!line.isEmpty()) {
				endLine(console, line);
			}
		});
		if (current != null) {
			out.print('\n');
			current = null;
		}
		out.flush();
	}
}
