// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.target.bochs.BochsTarget;
import org.nvmx.target.console.SerialConsole;

class BochsSessionTest {

	private static final Duration BOOT = Duration.ofSeconds(60);
	private static final int CYCLES = 20;

	@TempDir
	Path temporary;

	/** Expect: both serial lines in both directions, and an ending that is the machine's own, without a complaint. */
	@Test
	void runsAGuestWithTwoSerialLines() throws Exception {
		try (MachineSession session = launch(EchoGuest.medium(folder()))) {
			assertTrue(console(session, "first").transcript().await(text -> text.contains("hello on COM1"), BOOT));
			SerialConsole second = console(session, "second");
			assertTrue(second.transcript().await(text -> text.contains("hello on COM2"), BOOT));
			String typed = "0123456789".repeat(30);
			second.send(typed);
			assertTrue(second.transcript().await(text -> text.endsWith(typed), BOOT), second.transcript()::text);
			second.send("q");
			Ending ending = session.ending().get(30, TimeUnit.SECONDS);
			assertFalse(ending.terminated());
			assertEquals("", ending.complaint());
		}
	}

	/** Expect: after each of 20 machines, ended at whatever point of its start, no process, port or file of it is left. */
	@Test
	void leavesNothingBehindInTwentyCycles() throws Exception {
		Path medium = EchoGuest.medium(folder());
		for (int cycle = 0; cycle < CYCLES; cycle++) {
			MachineSession session = launch(medium);
			if (cycle % 4 == 0) {
				assertTrue(console(session, "second").transcript().await(text -> text.contains("hello"), BOOT));
			} else if (cycle % 4 == 1) {
				console(session, "first").connected().get(30, TimeUnit.SECONDS);
			}
			session.terminate();
			assertNothingLeft(session);
			assertTrue(session.ending().isDone());
		}
	}

	/** Expect: what is left of a machine that was killed from outside is cleared, too. */
	@Test
	void clearsUpAfterAnEmulatorThatWasKilled() throws Exception {
		MachineSession session = launch(EchoGuest.medium(folder()));
		ProcessHandle.of(session.pid()).orElseThrow().destroyForcibly();
		assertFalse(session.ending().get(30, TimeUnit.SECONDS).terminated());
		assertNothingLeft(session);
	}

	/** Expect: a guest that crashes is told in Bochs' words. */
	@Test
	void tellsThatTheGuestCrashed() throws Exception {
		try (MachineSession session = launch(EchoGuest.medium(folder(), "triple_fault_guest.S"))) {
			assertEquals("exception(): 3rd (13) exception with no resolution", session.ending().get(60, TimeUnit.SECONDS).complaint());
		}
	}

	/** Expect: an exception, and nothing left, for a medium that does not exist. */
	@Test
	void refusesAMediumThatDoesNotExist() throws IOException {
		assertThrows(IOException.class, () -> launch(temporary.resolve("no.iso")));
		assertEquals(List.of(), machineFolders());
	}

	private Path folder() throws IOException {
		return Files.createDirectories(temporary.resolve("hv ws ä"));
	}

	private static MachineSession launch(Path medium) throws IOException {
		return new BochsTarget().launch(new MachineSpec(medium, "tigerlake", 1, 64, List.of("first", "second")));
	}

	private static SerialConsole console(MachineSession session, String name) {
		return session.console(name).orElseThrow();
	}

	private static void assertNothingLeft(MachineSession session) throws IOException {
		assertTrue(ProcessHandle.of(session.pid()).filter(ProcessHandle::isAlive).isEmpty());
		for (SerialConsole console : session.consoles()) {
			assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), console.port()).close());
		}
		assertFalse(Files.exists(session.folder()));
	}

	private static List<Path> machineFolders() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter(file -> file.getFileName().toString().startsWith(MachineFolder.PREFIX + "bochs-")).filter(BochsSessionTest::isOurs).toList();
		}
	}

	/** Other machines may run on this host while the test does. */
	private static boolean isOurs(Path folder) {
		try {
			return Files.isSymbolicLink(folder.resolve("boot.iso")) && Files.readSymbolicLink(folder.resolve("boot.iso")).endsWith("no.iso");
		} catch (IOException e) {
			return false;
		}
	}
}
