// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VerdictTest {

	/** Expect: the guest's own line counts, whatever is around it. */
	@Test
	void readsTheGuestsLine() {
		assertEquals(Verdict.PASS, verdict("L2 exit 1\r\nnested-hello: PASS\r\n"));
		assertEquals(Verdict.FAIL, verdict("nested-hello: FAIL (exit 3)\n"));
	}

	/** Expect: no verdict from another program, from the middle of a line, from an incomplete line or from a longer word. */
	@Test
	void takesNothingElseForAVerdict() {
		assertEquals(Verdict.NONE, verdict("nested-smp: PASS\n"));
		assertEquals(Verdict.NONE, verdict("it says nested-hello: PASS\n"));
		assertEquals(Verdict.NONE, verdict("nested-hello: PASS"));
		assertEquals(Verdict.NONE, verdict("nested-hello: PASSED\n"));
		assertEquals(Verdict.NONE, verdict(""));
	}

	/** Expect: one FAIL outweighs any PASS. */
	@Test
	void believesAFailure() {
		assertEquals(Verdict.FAIL, verdict("nested-hello: FAIL\nnested-hello: PASS\n"));
		assertEquals(Verdict.FAIL, verdict("nested-hello: PASS\nnested-hello: FAIL\n"));
	}

	/** Expect: a name is no pattern. */
	@Test
	void takesTheNameLiterally() {
		assertEquals(Verdict.NONE, Verdict.of("a.c", "abc: PASS\n"));
		assertEquals(Verdict.PASS, Verdict.of("a.c", "a.c: PASS\n"));
	}

	/** Expect: the same answer however the console's text is cut into pieces. */
	@Test
	void watchesPieceByPiece() {
		String transcript = "hello\r\nnested-hello: PASS\r\nbye";
		for (int length = 1; length <= transcript.length(); length++) {
			VerdictWatch watch = new VerdictWatch("nested-hello");
			for (int i = 0; i < transcript.length(); i += length) {
				watch.accept(transcript.substring(i, Math.min(i + length, transcript.length())));
			}
			assertEquals(Verdict.PASS, watch.verdict());
			assertEquals(true, watch.spoken().isDone());
		}
	}

	private static Verdict verdict(String transcript) {
		return Verdict.of("nested-hello", transcript);
	}
}
