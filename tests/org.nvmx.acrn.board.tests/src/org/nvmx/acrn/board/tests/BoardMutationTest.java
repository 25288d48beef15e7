// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.BoardSummary;
import org.nvmx.acrn.board.PlatformChecks;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Severity;

/** Whatever happens to a board file: there is a board or an error, every problem has a place in the file, and nothing is thrown. */
class BoardMutationTest {

	private static final int ROUNDS = 3000;
	private static final long SEED = Long.getLong("nvmx.test.seed", 20260);
	private static final String[] TOKENS = {"0x", "-1", "99999999999999999999", "0xffffffffffffffff", "0", "\"", "<", ">", "&amp;", "&#0;", "\n", " ", ",", ":", "/>", "é", "\ud83d\ude00",
			"<cpu_id>", "<core id='0'>", "id=\"bar0\"", "0x80000000"};

	private static String mutate(String text, Random random) {
		StringBuilder mutant = new StringBuilder(text);
		int changes = 1 + random.nextInt(6);
		for (int i = 0; i < changes && mutant.length() > 1; i++) {
			int at = random.nextInt(mutant.length());
			int end = Math.min(mutant.length(), at + 1 + random.nextInt(random.nextInt(10) == 0 ? 4000 : 12));
			switch (random.nextInt(6)) {
			case 0 -> mutant.delete(at, end);
			case 1 -> mutant.insert(at, mutant.substring(at, end));
			case 2 -> mutant.replace(at, end, TOKENS[random.nextInt(TOKENS.length)]);
			case 3 -> mutant.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
			case 4 -> mutant.setCharAt(at, (char) (' ' + random.nextInt(95)));
			default -> number(mutant, at, random);
			}
		}
		return random.nextInt(20) == 0 ? mutant.substring(0, random.nextInt(mutant.length())) : mutant.toString();
	}

	/** Changes values and leaves the XML alone, which most other changes do not. */
	private static void number(StringBuilder text, int from, Random random) {
		for (int i = from; i < text.length(); i++) {
			if (Character.isDigit(text.charAt(i)) && text.charAt(i - (i > 0 ? 1 : 0)) != '<') {
				text.replace(i, i + 1, random.nextBoolean() ? "-" : String.valueOf(random.nextInt()));
				return;
			}
		}
	}

	private static void check(String text, int round) {
		BoardReading reading = BoardText.read(text);
		boolean error = reading.diagnostics().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
		String name = "seed " + SEED + " round " + round;
		assertTrue(reading.board().isPresent() != error, () -> name + ": a board or an error, got " + reading.diagnostics());
		int lines = text.split("\r\n|\r|\n", -1).length;
		for (Diagnostic problem : reading.diagnostics()) {
			assertTrue(problem.location().line() <= lines && problem.location().offset() + problem.location().length() <= text.length() && !problem.message().isEmpty(),
					() -> name + ": a place in the file, got " + problem + " " + problem.location().offset() + "+" + problem.location().length() + " of " + text.length());
		}
		reading.board().ifPresent(board -> {
			new BoardIndex(board).ramSize();
			assertTrue(!BoardSummary.of(board).isEmpty() && PlatformChecks.check(reading).size() <= 1000, name);
		});
	}

	@Test
	void mutantsOfOurBoard() {
		Random random = new Random(SEED);
		assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
			for (int round = 0; round < ROUNDS; round++) {
				check(mutate(BoardText.HYBRID, random), round);
			}
		});
	}

	@Test
	void everyPrefixThatEndsALine() {
		assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
			for (int end = BoardText.HYBRID.indexOf('\n'); end >= 0; end = BoardText.HYBRID.indexOf('\n', end + 1)) {
				check(BoardText.HYBRID.substring(0, end), end);
			}
		});
	}
}
