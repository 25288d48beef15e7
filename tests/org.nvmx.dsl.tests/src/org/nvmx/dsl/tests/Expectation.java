// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.acrn.AcrnRulesCheck;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;

/** Compares all problems of a text with the marked places: none may be missing, none may be too many. */
final class Expectation {

	static final ScenarioReader READER = ScenarioReader.create();
	/** Reads as the commands do. */
	static final ScenarioReader WITH_ACRNS_RULES = READER.with(new AcrnRulesCheck(new BoardCatalogue()));

	private Expectation() {
	}

	/**
	 * @param marked a scenario with the places of its problems in guillemets
	 * @param rules  one for each place, in the order of the text; the last place holds for the rules that are left
	 */
	static void expect(String marked, Rule... rules) {
		expect(marked, Path.of("scenario.nvmx"), rules);
	}

	static void expect(String marked, Path file, Rule... rules) {
		MarkedText source = MarkedText.of(marked);
		ScenarioDocument document = READER.read(source.text(), file);
		List<String> expected = IntStream.range(0, rules.length)
				.mapToObj(i -> rules[i] + " at " + place(source, Math.min(i, source.places().size() - 1))).sorted().toList();
		List<String> got = document.diagnostics().stream().map(d -> name(d) + " at " + place(d, source.text())).sorted().toList();
		assertEquals(String.join("\n", expected), String.join("\n", got),
				() -> document.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
	}

	/** Expect: no problem at all. */
	static void expectNothing(String text) {
		ScenarioDocument document = READER.read(text, Path.of("scenario.nvmx"));
		assertEquals("", document.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
	}

	static List<Rule> rules(ScenarioDocument document) {
		return document.diagnostics().stream().map(d -> Rule.ofCode(d.code()).orElseThrow()).toList();
	}

	private static String name(Diagnostic diagnostic) {
		return Arrays.stream(Rule.values()).filter(r -> r.code().equals(diagnostic.code())).map(Rule::name).findFirst().orElse(diagnostic.code());
	}

	private static String place(Diagnostic diagnostic, String text) {
		int offset = diagnostic.location().offset();
		int length = diagnostic.location().length();
		return offset + "+" + length + " '" + text.substring(offset, offset + length) + "'";
	}

	private static String place(MarkedText source, int index) {
		String place = source.places().get(index);
		int plus = place.indexOf('+');
		int offset = Integer.parseInt(place.substring(0, plus));
		return place + " '" + source.text().substring(offset, offset + Integer.parseInt(place.substring(plus + 1))) + "'";
	}
}
