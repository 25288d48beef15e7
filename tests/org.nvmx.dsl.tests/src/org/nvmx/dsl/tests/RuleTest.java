// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;
import org.nvmx.dsl.validation.Rule;

/** Each rule is explained, in the form that all diagnostics have. */
class RuleTest {

	@ParameterizedTest
	@EnumSource
	void everyRuleHasItsTexts(Rule rule) {
		assertTrue(rule.code().matches("NVMX\\d{4}"), rule.code());
		assertEquals(Optional.of(rule), Rule.ofCode(rule.code()));
		assertFalse(rule.title().isEmpty(), "title");
		assertFalse(rule.message("a", "b", "c").isEmpty(), "message");
		assertFalse(rule.remedy("a", "b", "c").isEmpty(), "remedy");
		assertTrue(rule.explanation().length() > 40, "an explanation that a newcomer understands");
	}

	@ParameterizedTest
	@EnumSource
	void messagesAndRemediesEndWithoutAFullStopAndExplanationsWithOne(Rule rule) {
		assertFalse(rule.message("a", "b", "c").endsWith("."), rule.message());
		assertFalse(rule.remedy("a", "b", "c").endsWith("."), rule.remedy());
		assertTrue(rule.explanation().endsWith("."), rule.explanation());
	}

	/** Expect: an argument is text, whatever it looks like. */
	@Test
	void anArgumentIsNotLookedInto() {
		assertEquals("The nested VM '{1}' cannot run: '$0 \\' does not have the guest flag NVMX_ENABLED", Rule.NESTED_VM_NEEDS_NVMX_FLAG.message("{1}", "$0 \\"));
	}

	@Test
	void codesAreUnique() {
		assertEquals(Rule.values().length, Arrays.stream(Rule.values()).map(Rule::code).distinct().count());
	}
}
