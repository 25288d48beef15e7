// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import org.nvmx.hypervisor.process.FolderTree;
import org.nvmx.hypervisor.process.OwnedProcess;
import org.nvmx.target.console.SerialConsole;

/**
 * A running machine. It owns the emulator's process, its serial lines and its folder for temporary files, and is over only when none
 * of them is left, whatever ended it.
 */
public final class MachineSession implements AutoCloseable {

	/** How long the emulator may take to obey TERM. */
	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final List<String> commandLine;
	private final List<SerialConsole> lines;
	private final Path folder;
	private final OwnedProcess emulator;
	private final Instant start = Instant.now();
	private final CompletableFuture<Ending> ending;
	private volatile boolean terminated;

	private MachineSession(List<String> commandLine, List<SerialConsole> lines, Path folder, OwnedProcess emulator,
			Function<Path, String> complaint) {
		this.commandLine = List.copyOf(commandLine);
		this.lines = List.copyOf(lines);
		this.folder = folder;
		this.emulator = emulator;
		this.ending = emulator.exit().thenApplyAsync(exitCode -> clear(exitCode, complaint), Thread.ofPlatform().daemon()::start);
	}

	/**
	 * Starts an emulator.
	 *
	 * @param program   with its folder and the redirection of its output
	 * @param lines     the serial lines, from COM1 on; closed with the session
	 * @param folder    for temporary files; removed with the session
	 * @param complaint reads from the folder why the emulator gave up, or empty
	 * @throws IOException if it cannot be started; lines and folder are gone then
	 */
	public static MachineSession start(ProcessBuilder program, List<SerialConsole> lines, Path folder, Function<Path, String> complaint)
			throws IOException {
		List<String> commandLine = new ArrayList<>(program.command());
		try {
			return new MachineSession(commandLine, lines, folder, OwnedProcess.start(program), complaint);
		} catch (IOException e) {
			discard(lines, folder);
			throw e;
		}
	}

	/** @return the command, as a user would type it */
	public List<String> commandLine() {
		return commandLine;
	}

	/** @return the serial lines that people read and type on, from COM1 on; the monitor link is none */
	public List<SerialConsole> consoles() {
		return lines.stream().filter(line -> !isMonitor(line)).toList();
	}

	/** @return the serial line of the monitor link, if the machine has one */
	public Optional<SerialConsole> monitorLine() {
		return lines.stream().filter(MachineSession::isMonitor).findFirst();
	}

	private static boolean isMonitor(SerialConsole line) {
		return line.name().equals(MachineSpec.MONITOR_LINE);
	}

	/** @return the serial line of that name */
	public Optional<SerialConsole> console(String name) {
		return consoles().stream().filter(console -> console.name().equals(name)).findFirst();
	}

	/** @return the id of the emulator's process */
	public long pid() {
		return emulator.pid();
	}

	/** @return the folder for temporary files; gone when the session is over */
	public Path folder() {
		return folder;
	}

	/** @return completed when nothing of the session is left */
	public CompletableFuture<Ending> ending() {
		return ending;
	}

	/** Ends the machine and returns when nothing of the session is left; does nothing when it has ended already. */
	public void terminate() {
		if (!emulator.exit().isDone()) {
			terminated = true;
			emulator.terminate(PATIENCE);
		}
		ending.exceptionally(failure -> null).join();
	}

	@Override
	public void close() {
		terminate();
	}

	private Ending clear(int exitCode, Function<Path, String> complaint) {
		Duration duration = Duration.between(start, Instant.now());
		try {
			String words = terminated ? "" : complaint.apply(folder);
			discard(lines, folder);
			return new Ending(terminated, exitCode, duration, words);
		} catch (IOException e) {
			throw new CompletionException("temporary files of the machine are left in " + folder, e);
		}
	}

	/** What the emulator has sent is read to its end first. */
	private static void discard(List<SerialConsole> lines, Path folder) throws IOException {
		for (SerialConsole line : lines) {
			line.drain(PATIENCE);
			line.close();
		}
		FolderTree.delete(folder);
	}
}
