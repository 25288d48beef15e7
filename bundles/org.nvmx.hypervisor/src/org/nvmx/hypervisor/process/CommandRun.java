// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/**
 * A program that is run to its end, its output read line by line.
 *
 * @param command     program and arguments; no shell reads them
 * @param folder      where it runs
 * @param environment added to the environment of this process
 */
public record CommandRun(List<String> command, Path folder, Map<String, String> environment) {

	private static final Duration PATIENCE = Duration.ofSeconds(2);
	/** How soon a cancellation is noticed. */
	private static final long POLL_MILLIS = 100;

	/**
	 * What the program said.
	 *
	 * @param exitCode as the system reports it
	 * @param lines    of standard output and standard error, in the order of their arrival
	 */
	public record Result(int exitCode, List<String> lines) {
		/** @return the output as one text, each line ended by a newline */
		public String text() {
			return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
		}
	}

	/**
	 * Runs the program; its standard input is empty and its messages are in English, so that they can be parsed.
	 *
	 * @param output  gets each line as it comes, on a thread of its own
	 * @param monitor cancels the run
	 * @throws IOException                if the program cannot be started or its output not be read
	 * @throws OperationCanceledException if cancelled or interrupted; the program and what it started have ended then
	 */
	public Result run(Consumer<String> output, IProgressMonitor monitor) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile()).redirectErrorStream(true);
		builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
		builder.environment().put("LC_MESSAGES", "C");
		builder.environment().remove("LC_ALL");
		builder.environment().putAll(environment);
		OwnedProcess program = OwnedProcess.start(builder);
		List<String> lines = new ArrayList<>();
		CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(program, lines, output), Thread.ofVirtual()::start);
		try {
			while (true) {
				if (monitor.isCanceled()) {
					throw new OperationCanceledException();
				}
				if (ended(reading)) {
					return new Result(program.exit().get(), List.copyOf(lines));
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new OperationCanceledException();
		} catch (ExecutionException e) {
			throw new IOException("cannot read the output of " + command.get(0), e.getCause());
		} finally {
			if (!program.exit().isDone()) {
				program.terminate(PATIENCE);
			}
		}
	}

	private static boolean ended(CompletableFuture<Void> reading) throws InterruptedException, ExecutionException {
		try {
			reading.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
			return true;
		} catch (TimeoutException e) {
			return false;
		}
	}

	private static void read(OwnedProcess program, List<String> lines, Consumer<String> output) {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(program.process().getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				lines.add(line);
				output.accept(line);
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
