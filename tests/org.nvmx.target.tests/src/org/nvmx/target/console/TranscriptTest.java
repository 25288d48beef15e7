// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class TranscriptTest {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final Transcript transcript = new Transcript();

	/** Expect: a listener that comes late has missed nothing. */
	@Test
	void givesListenersWhatWasSaidBefore() {
		transcript.append("one ");
		StringBuilder heard = new StringBuilder();
		transcript.listen(heard::append);
		transcript.append("two");
		assertEquals("one two", heard.toString());
	}

	/** Expect: the wait ends as soon as the text is there. */
	@Test
	void waitsForAText() throws InterruptedException {
		Thread.ofVirtual().start(() -> transcript.append("nested-hello: PASS\n"));
		assertTrue(transcript.await(text -> text.contains("PASS"), LONG));
	}

	/** Expect: false at once when the console ends, and false after the time. */
	@Test
	void givesUpWhenTheTextCannotCome() throws InterruptedException {
		assertFalse(transcript.await(text -> text.contains("PASS"), Duration.ofMillis(20)));
		Thread.ofVirtual().start(transcript::end);
		assertFalse(transcript.await(text -> text.contains("PASS"), LONG));
	}

	/** Expect: a guest that prints without end is bounded, and its last words are kept. */
	@Test
	void keepsTheLastWordsOfATalkativeGuest() {
		String line = "x".repeat(1023) + "\n";
		for (int i = 0; i < 2 * Transcript.LIMIT / line.length(); i++) {
			transcript.append(line);
		}
		transcript.append("end");
		assertTrue(transcript.text().length() <= Transcript.LIMIT);
		assertTrue(transcript.text().endsWith("\nend"));
	}
}
