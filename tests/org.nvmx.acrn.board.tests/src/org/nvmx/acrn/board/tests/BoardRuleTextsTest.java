// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.board.PlatformRequirement;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;

/** Every rule tells a person what it is, what to do and why. */
class BoardRuleTextsTest {

	@Test
	void codesAreUniqueAndOurs() {
		List<String> codes = Stream.concat(Arrays.stream(BoardRule.values()).map(BoardRule::code), Arrays.stream(PlatformRequirement.values())
				.map(PlatformRequirement::code)).toList();
		assertAll(() -> assertEquals(codes.size(), new HashSet<>(codes).size()), () -> assertTrue(codes.stream().allMatch(code -> code.matches("NVMX2\\d{3}"))));
	}

	@ParameterizedTest
	@EnumSource(BoardRule.class)
	void aRuleHasItsTexts(BoardRule rule) {
		Diagnostic problem = rule.diagnostic(Location.ofFile("board.xml"), "A", "B", "C");
		assertAll(() -> assertFalse(rule.title().isEmpty()), () -> assertTrue(rule.explanation().endsWith(".")), () -> text(problem.message()),
				() -> text(problem.remedy()), () -> assertEquals(rule, BoardRule.ofCode(rule.code()).orElseThrow()));
	}

	@ParameterizedTest
	@EnumSource(PlatformRequirement.class)
	void aRequirementHasItsTexts(PlatformRequirement requirement) {
		assertAll(() -> text(requirement.title()), () -> assertTrue(requirement.explanation().endsWith(".")),
				() -> assertEquals(requirement, PlatformRequirement.ofCode(requirement.code()).orElseThrow()));
	}

	private static void text(String text) {
		assertTrue(!text.isEmpty() && !text.endsWith(".") && !text.contains("{"), () -> "expected a sentence without full stop and placeholders, got '" + text + "'");
	}
}
