// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that must not outlive its owner, with all processes it starts.
 *
 * <p>It runs in a session of its own, so that a Ctrl-C meant for us does not reach it before we have asked it to stop. Where the
 * kernel offers it, it is killed when this virtual machine dies without a chance to say so (PR_SET_PDEATHSIG). That signal comes
 * when the <em>thread</em> that started the process ends, so one thread starts the process and stays until it is over.
 */
public final class OwnedProcess {

	private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
	private static final Path SETSID = Path.of("/usr/bin/setsid");

	/** The state of a process that has ended, in /proc/PID/stat; see proc(5). */
	private static final char ZOMBIE = 'Z';
	private static final long POLL_MILLIS = 20;

	private final Process process;
	private final CompletableFuture<Integer> exit;

	private OwnedProcess(Process process, CompletableFuture<Integer> exit) {
		this.process = process;
		this.exit = exit;
	}

	/**
	 * Starts a process.
	 *
	 * @param builder with the command as the user would type it
	 * @throws IOException if the program cannot be started
	 */
	public static OwnedProcess start(ProcessBuilder builder) throws IOException {
		String name = builder.command().get(0);
		builder.command(owned(builder.command()));
		CompletableFuture<Process> started = new CompletableFuture<>();
		CompletableFuture<Integer> exit = new CompletableFuture<>();
		Thread.ofPlatform().daemon().name("owner of " + name).start(() -> own(builder, started, exit));
		try {
			return new OwnedProcess(started.get(), exit);
		} catch (ExecutionException e) {
			throw new IOException(e.getCause().getMessage(), e.getCause());
		} catch (InterruptedException e) {
			started.thenAccept(Process::destroyForcibly);
			Thread.currentThread().interrupt();
			throw new IOException("interrupted while starting " + name, e);
		}
	}

	private static void own(ProcessBuilder builder, CompletableFuture<Process> started, CompletableFuture<Integer> exit) {
		Process process;
		try {
			process = builder.start();
		} catch (IOException e) {
			started.completeExceptionally(e);
			return;
		}
		started.complete(process);
		exit.complete(waitUninterruptibly(process));
	}

	private static int waitUninterruptibly(Process process) {
		while (true) {
			try {
				return process.waitFor();
			} catch (InterruptedException e) {
				// nobody interrupts this thread, and its end would kill the process
			}
		}
	}

	/** Both programs replace themselves by the command, so the process keeps one id throughout. */
	private static List<String> owned(List<String> command) {
		List<String> owned = new ArrayList<>();
		if (Files.isExecutable(SETPRIV) && Files.isExecutable(SETSID)) {
			owned.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", SETSID.toString()));
		}
		owned.addAll(command);
		return owned;
	}

	/** @return the process id */
	public long pid() {
		return process.pid();
	}

	/** @return the process itself, for its streams */
	public Process process() {
		return process;
	}

	/** @return completed with the exit code when the process has ended */
	public CompletableFuture<Integer> exit() {
		return exit;
	}

	/**
	 * Ends the process and all it started: TERM, then KILL to those that are left. Returns when none of them is alive.
	 *
	 * @param patience how long to wait between the two
	 */
	public void terminate(Duration patience) {
		List<ProcessHandle> family = family();
		family.forEach(ProcessHandle::destroy);
		try {
			if (!awaitEnd(family, patience)) {
				List<ProcessHandle> left = Stream.concat(family.stream(), family().stream()).distinct().toList();
				left.forEach(ProcessHandle::destroyForcibly);
				awaitEnd(left, patience);
			}
			exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		} catch (InterruptedException e) {
			family.forEach(ProcessHandle::destroyForcibly);
			Thread.currentThread().interrupt();
		} catch (ExecutionException | TimeoutException e) {
			throw new IllegalStateException("process " + pid() + " survives SIGKILL", e);
		}
	}

	private List<ProcessHandle> family() {
		return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
	}

	private static boolean awaitEnd(List<ProcessHandle> family, Duration patience) throws InterruptedException, ExecutionException {
		long deadline = System.nanoTime() + patience.toNanos();
		for (ProcessHandle member : family) {
			while (isRunning(member)) {
				if (System.nanoTime() > deadline) {
					return false;
				}
				try {
					member.onExit().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
				} catch (TimeoutException e) {
					// look again
				}
			}
		}
		return true;
	}

	/**
	 * Looks whether a process runs. One that has ended stays in the process table until its parent asks for it, and the parent of
	 * an orphan may take its time.
	 */
	static boolean isRunning(ProcessHandle process) {
		if (!process.isAlive()) {
			return false;
		}
		try {
			String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
			return stat.charAt(stat.lastIndexOf(')') + 2) != ZOMBIE;
		} catch (IOException e) {
			return process.isAlive();
		}
	}
}
