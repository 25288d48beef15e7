// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.tests.Expectation.expect;
import static org.nvmx.dsl.tests.Expectation.expectNothing;
import static org.nvmx.dsl.validation.Rule.BOOT_ARGUMENTS_LENGTH;
import static org.nvmx.dsl.validation.Rule.CONTROL_CHARACTER;
import static org.nvmx.dsl.validation.Rule.NAME_LENGTH;
import static org.nvmx.dsl.validation.Rule.PATH_EMPTY;
import static org.nvmx.dsl.validation.Rule.TAG_LENGTH;
import static org.nvmx.dsl.validation.Rule.TAG_NOT_A_WORD;

import org.junit.jupiter.api.Test;

class TextRulesTest {

	@Test
	void aNameHas32BytesAtMost() {
		expectNothing("scenario s post-launched vm \"" + "x".repeat(32) + "\" { }");
		expect("scenario s post-launched vm «\"" + "x".repeat(33) + "\"» { }", NAME_LENGTH);
	}

	@Test
	void lengthsAreBytesAndNotLetters() {
		expectNothing("scenario s post-launched vm \"" + "ü".repeat(16) + "\" { }");
		expect("scenario s post-launched vm «\"" + "ü".repeat(17) + "\"» { }", NAME_LENGTH);
	}

	@Test
	void aNameIsNotEmpty() {
		expect("scenario «\"\"» post-launched vm «\"\"» { }", NAME_LENGTH, NAME_LENGTH);
	}

	@Test
	void aTagIsOneWordOf32Bytes() {
		expectNothing("scenario s pre-launched vm a { kernel elf \"" + "t".repeat(32) + "\" }");
		expect("scenario s pre-launched vm a { kernel elf «\"" + "t".repeat(33) + "\"» }", TAG_LENGTH);
		expect("scenario s pre-launched vm a { kernel elf «\"\"» }", TAG_LENGTH);
		expect("scenario s pre-launched vm a { kernel elf «\"two words\"» }", TAG_NOT_A_WORD);
	}

	@Test
	void bootArgumentsHave2048BytesAtMost() {
		expectNothing("scenario s pre-launched vm a { kernel elf \"k\" { args \"" + "a".repeat(2048) + "\" } }");
		expect("scenario s pre-launched vm a { kernel elf \"k\" { args «\"" + "a".repeat(2049) + "\"» } }", BOOT_ARGUMENTS_LENGTH);
	}

	@Test
	void anEmptyPathNamesNothing() {
		expect("""
				scenario s on board «""»
				hypervisor { serial console «""» scheduler noop nested virtualization on }
				service vm a {
					guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH legacy vuart 0 off console vuart pci
					kernel elf "k" { image «""» config «""» }
					nested vm n { disk raw «""» on ide network tap script «""» }
				}
				""", PATH_EMPTY, PATH_EMPTY, PATH_EMPTY, PATH_EMPTY, PATH_EMPTY, PATH_EMPTY);
	}

	@Test
	void controlCharactersAreRefusedWhereverTextGoesIntoAFile() {
		expect("scenario s pre-launched vm «\"a\\nb\"» { kernel elf «\"a\\u0000b\"» { args «\"x\\u001by\"» } }", CONTROL_CHARACTER,
				CONTROL_CHARACTER, CONTROL_CHARACTER);
	}
}
