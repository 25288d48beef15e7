// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.nvmx.target.console.SerialConsole;

class ConsoleInputTest {

	/** Expect: lines go to the guest until ~L0 switches; a doubled tilde is one tilde; an unknown console is told. */
	@Test
	void sendsLinesToTheSelectedConsole() throws Exception {
		try (SerialConsole first = new SerialConsole("L0"); SerialConsole second = new SerialConsole("L1");
				Socket l0 = connect(first); Socket l1 = connect(second)) {
			StringWriter err = new StringWriter();
			ConsoleInput input = new ConsoleInput(List.of(first, second), second, new PrintWriter(err, true));
			for (String line : List.of("to L1", "~~tilde", "~nowhere", "~l0", "vm_list")) {
				input.take(line);
			}
			assertEquals("to L1\r~tilde\r", read(l1, 13));
			assertEquals("vm_list\r", read(l0, 8));
			assertTrue(err.toString().contains("there is no console 'nowhere'"), err::toString);
		}
	}

	private static Socket connect(SerialConsole console) throws Exception {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port());
		console.connected().get(30, TimeUnit.SECONDS);
		return socket;
	}

	private static String read(Socket socket, int count) throws IOException {
		return new String(socket.getInputStream().readNBytes(count), UTF_8);
	}
}
