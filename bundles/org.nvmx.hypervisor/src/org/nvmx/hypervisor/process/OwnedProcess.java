// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
		List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
		family.forEach(ProcessHandle::destroy);
		CountDownLatch left = new CountDownLatch(family.size());
		family.forEach(member -> member.onExit().thenRun(left::countDown));
		try {
			if (!left.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				Stream.concat(family.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
				left.await(patience.toMillis(), TimeUnit.MILLISECONDS);
			}
			exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		} catch (InterruptedException e) {
			family.forEach(ProcessHandle::destroyForcibly);
			Thread.currentThread().interrupt();
		} catch (ExecutionException | TimeoutException e) {
			throw new IllegalStateException("process " + pid() + " survives SIGKILL", e);
		}
	}
}
