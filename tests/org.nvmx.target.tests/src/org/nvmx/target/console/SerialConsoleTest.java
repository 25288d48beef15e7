// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** The test plays the emulator: it connects. */
class SerialConsoleTest {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static Socket connect(SerialConsole console) throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), console.port());
	}

	/** Expect: bytes arrive as text, though a character is cut in two; what is not UTF-8 is shown as U+FFFD. */
	@Test
	void readsUtf8InPieces() throws Exception {
		try (SerialConsole console = new SerialConsole("L1"); Socket emulator = connect(console)) {
			byte[] umlaut = "ä".getBytes(UTF_8);
			emulator.getOutputStream().write(umlaut[0]);
			emulator.getOutputStream().flush();
			emulator.getOutputStream().write(new byte[] { umlaut[1], 'b', (byte) 0xff, 'c' });
			assertTrue(console.transcript().await(text -> text.equals("äb\uFFFDc"), LONG), console.transcript()::text);
		}
	}

	/** Expect: keystrokes arrive as bytes. */
	@Test
	void sendsKeys() throws Exception {
		try (SerialConsole console = new SerialConsole("L0"); Socket emulator = connect(console)) {
			console.connected().get(30, TimeUnit.SECONDS);
			console.send("vm_list\r");
			assertArrayEquals("vm_list\r".getBytes(UTF_8), emulator.getInputStream().readNBytes(8));
		}
	}

	/** Expect: keystrokes before the emulator is there are dropped without an exception. */
	@Test
	void dropsKeysThatNobodyReads() throws IOException {
		try (SerialConsole console = new SerialConsole("L0")) {
			console.send("x");
			assertEquals("", console.transcript().text());
		}
	}

	/** Expect: once the emulator is connected nobody else can; once the console is closed its port is free. */
	@Test
	void servesOneEmulatorAndFreesItsPort() throws Exception {
		SerialConsole console = new SerialConsole("L1");
		int port = console.port();
		try (Socket emulator = connect(console)) {
			console.connected().get(30, TimeUnit.SECONDS);
			assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
		}
		console.close();
		assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
	}
}
