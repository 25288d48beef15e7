// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.nvmx.model.diagnostic.Diagnostic;

/** The first line of what the author reads. */
class SyntaxErrorTest {

	@Test
	void aMistypedWordIsRecognised() {
		assertFirst("scenario s hypervisor { schedulr noop }",
				"s.nvmx:1:25: error: 'schedulr' does not belong here; did you mean 'scheduler'? [NVMX0001]");
		assertFirst("scenario s hypervisor { nestd virtualization on }",
				"s.nvmx:1:25: error: 'nestd' does not belong here; did you mean 'nested'? [NVMX0001]");
	}

	@Test
	void theWordsThatMayStandHereAreNamed() {
		assertFirst("scenario s hypervisor { scheduler fast }",
				"s.nvmx:1:35: error: 'fast' does not belong here; expected noop, iorr, bvt or prio [NVMX0001]");
		assertFirst("scenario s hypervisor { nested virtualization maybe }",
				"s.nvmx:1:47: error: 'maybe' does not belong here; expected on or off [NVMX0001]");
		assertFirst("scenario s hypervisor { serial console ttyS0 }",
				"s.nvmx:1:40: error: 'ttyS0' does not belong here; expected a text in quotes [NVMX0001]");
	}

	@Test
	void aWordOfTheLanguageIsNoName() {
		assertFirst("scenario nested", "s.nvmx:1:10: error: 'nested' is a word of the language and cannot be a name as it stands; "
				+ "put it in quotes: \"nested\" [NVMX0007]");
	}

	@Test
	void aTextThatEndsTooEarly() {
		assertFirst("scenario s shared memory m {", "s.nvmx:1:28: error: The text ends too early; expected by, size, id, vm or } [NVMX0001]");
	}

	@Test
	void whatIsOpenedIsClosed() {
		assertFirst("scenario \"s\n", "s.nvmx:1:10: error: This string has no closing quote on its line; write the closing quote [NVMX0006]");
		assertFirst("scenario s /* c", "s.nvmx:1:12: error: This comment is not closed; write */ where it ends [NVMX0001]");
	}

	@Test
	void aForgottenQuoteSpoilsItsLineOnly() {
		String text = "scenario s\nhypervisor {\n\tserial console \"/dev/ttyS0\n}\nservice vm a { cpus 3..1 kernel elf \"k\" }\n";
		var problems = Expectation.READER.read(text, Path.of("s.nvmx")).diagnostics();
		assertEquals("NVMX0303", problems.get(problems.size() - 1).code(), problems.toString());
	}

	@Test
	void aCharacterOutsideOfTheLanguage() {
		assertFirst("scenario s § hypervisor { }", "s.nvmx:1:12: error: '§' does not belong here; expected on board, uses, hypervisor, pre-launched vm, "
				+ "service vm, post-launched vm, shared memory, vuart connection, scenario or fragment [NVMX0001]");
	}

	@Test
	void valuesThatCannotBeReadAreNamed() {
		assertFirst("scenario s post-launched vm a { cpus 99999999999 }",
				"s.nvmx:1:38: error: '99999999999' is not a number that fits here; write decimal digits, at most 2147483647 [NVMX0002]");
		assertFirst("scenario s on board \"a\\qb\"",
				"s.nvmx:1:21: error: The string \"a\\qb\" cannot be read: \\q means nothing; write \\\\ for a backslash and \\\" for a quote [NVMX0005]");
		assertFirst("scenario s on board \"\\u12x4\"", "s.nvmx:1:21: error: The string \"\\u12x4\" cannot be read: \\u needs four hexadecimal digits; "
				+ "write \\\\ for a backslash and \\\" for a quote [NVMX0005]");
	}

	private static void assertFirst(String text, String expected) {
		assertEquals(expected, Expectation.READER.read(text, Path.of("s.nvmx")).diagnostics().stream().findFirst().map(Diagnostic::toString)
				.orElse("no problem"));
	}
}
