// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class OwnedProcessTest {

	/** Expect: the exit code as the program gave it. */
	@Test
	void reportsTheExitCode() throws Exception {
		assertEquals(7, OwnedProcess.start(new ProcessBuilder("sh", "-c", "exit 7")).exit().get(10, TimeUnit.SECONDS));
	}

	/** Expect: an exception that names the program. */
	@Test
	void reportsAProgramThatDoesNotExist() throws Exception {
		OwnedProcess process = OwnedProcess.start(new ProcessBuilder("sh", "-c", "exec no-such-program"));
		assertEquals(127, process.exit().get(10, TimeUnit.SECONDS));
		assertThrows(IOException.class, () -> OwnedProcess.start(new ProcessBuilder("sh").directory(Path.of("/no/such/folder").toFile())));
	}

	/** Expect: a program that ignores TERM is killed, and the programs it started with it. */
	@Test
	void endsTheWholeFamily() throws Exception {
		OwnedProcess process = OwnedProcess.start(new ProcessBuilder("sh", "-c", "trap '' TERM; sleep 600 & echo $!; wait; wait; sleep 600"));
		ProcessHandle child = ProcessHandle.of(Long.parseLong(firstLine(process.process()))).orElseThrow();
		process.terminate(Duration.ofSeconds(1));
		assertTrue(process.exit().isDone());
		assertFalse(OwnedProcess.isRunning(child));
	}

	/** Expect: when the owner is killed and can clean up nothing, its process ends all the same. */
	@Test
	void endsWithItsOwner() throws Exception {
		Process owner = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", classPath(),
				Owner.class.getName()).redirectErrorStream(true).start();
		ProcessHandle owned = ProcessHandle.of(Long.parseLong(firstLine(owner))).orElseThrow();
		assertTrue(owned.isAlive());
		owner.destroyForcibly();
		owner.waitFor();
		assertTrue(awaitEnd(owned));
	}

	private static boolean awaitEnd(ProcessHandle process) throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (OwnedProcess.isRunning(process) && System.nanoTime() < deadline) {
			Thread.sleep(20);
		}
		return !OwnedProcess.isRunning(process);
	}

	private static String classPath() throws URISyntaxException {
		return String.join(":", List.of(location(OwnedProcess.class), location(Owner.class)));
	}

	/** A bundle is a jar, or in a checkout the folder of its classes. */
	private static String location(Class<?> type) throws URISyntaxException {
		return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
	}

	private static String firstLine(Process process) throws IOException {
		return new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
	}

	/** A program that owns a process and sleeps. */
	public static final class Owner {
		public static void main(String[] arguments) throws Exception {
			OwnedProcess process = OwnedProcess.start(new ProcessBuilder("sleep", "600"));
			System.out.println(process.pid());
			process.exit().get();
		}
	}
}
