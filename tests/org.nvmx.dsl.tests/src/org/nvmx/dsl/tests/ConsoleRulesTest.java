// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.tests.Expectation.expect;
import static org.nvmx.dsl.tests.Expectation.expectNothing;
import static org.nvmx.dsl.validation.Rule.CONSOLE_NOT_PCI_WITH_LAPIC;
import static org.nvmx.dsl.validation.Rule.LEGACY_VUART_WITH_LAPIC;
import static org.nvmx.dsl.validation.Rule.VUART_ID;

import org.junit.jupiter.api.Test;

class ConsoleRulesTest {

	@Test
	void aLegacyConsoleDoesNotWorkWithTheLapicPassedThrough() {
		expect("""
				scenario s
				hypervisor { scheduler noop nested virtualization on }
				service vm a {
					guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
					legacy vuart 0 «COM1»
					console vuart «off»
					kernel elf "k"
				}
				""", LEGACY_VUART_WITH_LAPIC, CONSOLE_NOT_PCI_WITH_LAPIC);
	}

	@Test
	void theDefaultsAreMarkedAtTheFlagThatForbidsThem() {
		expect("""
				scenario s
				hypervisor { scheduler noop nested virtualization on }
				service vm a { guest flags NVMX_ENABLED, «LAPIC_PASSTHROUGH» legacy vuart 1 COM2 kernel elf "k" }
				""", LEGACY_VUART_WITH_LAPIC, CONSOLE_NOT_PCI_WITH_LAPIC);
	}

	@Test
	void withoutThePassthroughAnyConsoleWillDo() {
		expectNothing("scenario s service vm a { legacy vuart 0 COM1 console vuart off kernel elf \"k\" }");
	}

	@Test
	void thereAreTwoLegacyVuarts() {
		expect("scenario s service vm a { legacy vuart «2» COM1 legacy vuart 1 COM2 legacy vuart 0 COM1 kernel elf \"k\" }", VUART_ID);
	}
}
