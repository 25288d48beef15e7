// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ConsolePrinterTest {

	private final StringWriter out = new StringWriter();

	/** Silence never comes by itself, however slow the machine is. */
	private ConsolePrinter printer(boolean terminal) {
		return new ConsolePrinter(new PrintWriter(out), terminal, Duration.ofDays(1));
	}

	/** Expect: lines that come in pieces and by turns are kept whole, each with its console's name. */
	@Test
	void keepsLinesWhole() {
		ConsolePrinter printer = printer(false);
		printer.print("L0", "vm0: st");
		printer.print("L1", "hel");
		printer.print("L0", "arts\r\n");
		printer.print("L1", "lo\r\n");
		assertEquals("[L0] vm0: starts\n[L1] hello\n", out.toString());
	}

	/** Expect: at the end what has no newline is shown, too. */
	@Test
	void showsTheLastIncompleteLine() {
		ConsolePrinter printer = printer(false);
		printer.print("L0", "ACRN:\\>");
		assertEquals("", out.toString());
		printer.finish();
		assertEquals("[L0] ACRN:\\>\n", out.toString());
	}

	/** Expect: on a terminal, too, lines that come byte by byte and by turns are kept whole. */
	@Test
	void keepsLinesWholeOnATerminal() {
		ConsolePrinter printer = printer(true);
		for (String piece : "hello\n".split("")) {
			printer.print("L0", piece);
			printer.print("L1", piece);
		}
		assertEquals("[L0] hello\n[L1] hello\n", out.toString());
	}

	/** Expect: a prompt is shown once its console is silent; what follows continues the line, another console's text ends it. */
	@Test
	void showsPromptsOnATerminal() {
		ConsolePrinter printer = printer(true);
		printer.print("L0", "ACRN:\\>");
		printer.showIncomplete("L0");
		assertEquals("[L0] ACRN:\\>", out.toString());
		printer.print("L0", "help\n");
		printer.print("L0", "ACRN:\\>");
		printer.showIncomplete("L0");
		printer.print("L1", "hello\n");
		assertEquals("[L0] ACRN:\\>help\n[L0] ACRN:\\>\n[L1] hello\n", out.toString());
	}

	/** Expect: silence is noticed without being told. */
	@Test
	void noticesSilence() throws InterruptedException {
		new ConsolePrinter(new PrintWriter(out), true, Duration.ofMillis(1)).print("L0", "ACRN:\\>");
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (!out.toString().equals("[L0] ACRN:\\>") && System.nanoTime() < deadline) {
			Thread.sleep(1);
		}
		assertEquals("[L0] ACRN:\\>", out.toString());
	}

	/** Expect: a guest cannot send commands to the terminal. */
	@Test
	void dropsControlCharacters() {
		printer(true).print("L1", "\u001b[2Jbe\u0007ll\tx\n");
		assertEquals("[L1] [2Jbell\tx\n", out.toString());
	}
}
