// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.tests.Expectation.expect;
import static org.nvmx.dsl.tests.Expectation.expectNothing;
import static org.nvmx.dsl.validation.Rule.DUPLICATE_NAME;
import static org.nvmx.dsl.validation.Rule.FLAG_TWICE;
import static org.nvmx.dsl.validation.Rule.KERNEL_MISSING;
import static org.nvmx.dsl.validation.Rule.NO_SCENARIO;
import static org.nvmx.dsl.validation.Rule.OPTION_TWICE;

import org.junit.jupiter.api.Test;

class IdentityRulesTest {

	@Test
	void vmNamesAreUniqueInAScenarioWhateverTheirKind() {
		expect("scenario s pre-launched vm «a» { kernel elf \"k\" } post-launched vm «\"a\"» { }", DUPLICATE_NAME, DUPLICATE_NAME);
		expectNothing("scenario s post-launched vm a { } scenario t post-launched vm a { }");
	}

	@Test
	void scenarioNamesAreUniqueInAFile() {
		expect("scenario «s» scenario t scenario «s»", DUPLICATE_NAME, DUPLICATE_NAME);
	}

	@Test
	void aFileDefinesSomething() {
		expect("«»", NO_SCENARIO);
		expect("«»// only a comment", NO_SCENARIO);
	}

	@Test
	void aFlagIsWrittenOnce() {
		expect("scenario s post-launched vm a { guest flags RT, HIDE_MTRR, «RT» }", FLAG_TWICE);
	}

	@Test
	void aVmSaysWhatItBootsUnlessTheDeviceModelDoes() {
		expect("scenario s pre-launched vm «a» { } service vm «b» { } post-launched vm c { }", KERNEL_MISSING, KERNEL_MISSING);
	}

	@Test
	void anOptionIsWrittenOnce() {
		expect("scenario s hypervisor { build release } «hypervisor» { build debug scheduler bvt «build» release «scheduler» bvt }", OPTION_TWICE, OPTION_TWICE, OPTION_TWICE);
	}

	@Test
	void aListIsOneOption() {
		expect("scenario s on board \"b\" post-launched vm a { cpus 1, 2 guest flags RT, HIDE_MTRR «cpus» 3 «guest» flags SECURITY_VM }", OPTION_TWICE,
				OPTION_TWICE);
	}

	@Test
	void eachLegacyVuartIsWrittenOnce() {
		expect("scenario s post-launched vm a { legacy vuart 0 COM1 legacy vuart 1 COM2 legacy vuart «0» off }", OPTION_TWICE);
	}
}
