// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.tests.Expectation.expect;
import static org.nvmx.dsl.tests.Expectation.expectNothing;
import static org.nvmx.dsl.validation.Rule.UNRESOLVED_REFERENCE;
import static org.nvmx.dsl.validation.Rule.VUART_ENDS;

import org.junit.jupiter.api.Test;

class ConnectionRulesTest {

	private static final String VMS = "scenario s post-launched vm a { } post-launched vm b { } post-launched vm c { } ";

	@Test
	void aConnectionJoinsTwoVms() {
		expectNothing(VMS + "vuart connection x { vm a vm b }");
		expect(VMS + "vuart connection «x» { vm a } vuart connection «y» { vm a vm b vm c }", VUART_ENDS, VUART_ENDS);
	}

	@Test
	void aVmThatIsNotThereIsReportedOnce() {
		expect(VMS + "vuart connection x { vm «gone» vm «gone» }", UNRESOLVED_REFERENCE, UNRESOLVED_REFERENCE);
		expect(VMS + "shared memory x { vm «gone» vm «gone» }", UNRESOLVED_REFERENCE, UNRESOLVED_REFERENCE);
	}
}
