// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import org.nvmx.acrn.board.BoardReader;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;

/** A board of our own that has one of everything, and changed copies of it. */
final class BoardText {

	static final String HYBRID = load("hybrid.xml");

	private static final BoardReader READER = new BoardReader();

	private BoardText() {
	}

	private static String load(String name) {
		try (InputStream input = BoardText.class.getResourceAsStream(name)) {
			return new String(input.readAllBytes(), StandardCharsets.UTF_8);
		} catch (IOException missing) {
			throw new UncheckedIOException(missing);
		}
	}

	static BoardReading read(String text) {
		return READER.read(text, "board.xml");
	}

	/** Expect: it is a board. */
	static Board board(String text) {
		BoardReading reading = read(text);
		assertTrue(reading.board().isPresent(), () -> "expected a board, got " + reading.diagnostics());
		return reading.board().get();
	}

	/** @return the board without an element of the root */
	static String without(String element) {
		String text = Pattern.compile("<" + element + ">.*?</" + element + ">", Pattern.DOTALL).matcher(HYBRID).replaceAll("");
		assertTrue(text.length() < HYBRID.length(), () -> "the board has no element " + element);
		return text;
	}

	/** @return the board with another text at one place */
	static String with(String old, String replacement) {
		assertEquals(1, (HYBRID.length() - HYBRID.replace(old, "").length()) / old.length(), () -> "places where the board says '" + old + "'");
		return HYBRID.replace(old, replacement);
	}

	static List<String> codes(BoardReading reading) {
		return reading.diagnostics().stream().map(Diagnostic::code).toList();
	}

	/** @return {@code line:column code 'the text there'} for each problem */
	static String places(BoardReading reading, String text) {
		StringBuilder places = new StringBuilder();
		for (Diagnostic problem : reading.diagnostics()) {
			int offset = problem.location().offset();
			String place = text.substring(offset, offset + problem.location().length());
			places.append(problem.code()).append(" '").append(place).append("' in: ").append(text.split("\n", -1)[problem.location().line() - 1].strip()).append('\n');
		}
		return places.toString();
	}
}
