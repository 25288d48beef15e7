// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.tests.Expectation.expect;
import static org.nvmx.dsl.tests.Expectation.expectNothing;
import static org.nvmx.dsl.validation.Rule.BDF_TWICE;
import static org.nvmx.dsl.validation.Rule.SHARED_MEMORY_NAME_TWICE;
import static org.nvmx.dsl.validation.Rule.SHARED_MEMORY_VM_TWICE;
import static org.nvmx.dsl.validation.Rule.UNRESOLVED_REFERENCE;
import static org.nvmx.dsl.validation.Rule.VUART_ENDS;
import static org.nvmx.dsl.validation.Rule.VUART_NAME_TWICE;
import static org.nvmx.dsl.validation.Rule.VUART_PORT_TWICE;
import static org.nvmx.dsl.validation.Rule.VUART_SAME_VM;

import org.junit.jupiter.api.Test;

class ConnectionRulesTest {

	private static final String VMS = "scenario s post-launched vm a { } post-launched vm b { } post-launched vm c { } ";

	@Test
	void aConnectionJoinsTwoVms() {
		expectNothing(VMS + "vuart connection x { vm a vm b }");
		expect(VMS + "vuart connection x { vm a vm «a» }", VUART_SAME_VM);
		expect(VMS + "vuart connection «x» { vm a } vuart connection «y» { vm a vm b vm c }", VUART_ENDS, VUART_ENDS);
	}

	@Test
	void aVmThatIsNotThereIsReportedOnce() {
		expect(VMS + "vuart connection x { vm «gone» vm «gone» }", UNRESOLVED_REFERENCE, UNRESOLVED_REFERENCE);
		expect(VMS + "shared memory x { vm «gone» vm «gone» }", UNRESOLVED_REFERENCE, UNRESOLVED_REFERENCE);
	}

	@Test
	void namesAreUnique() {
		expect(VMS + "vuart connection x { vm a vm b } vuart connection «x» { vm b vm c }", VUART_NAME_TWICE);
		expect(VMS + "shared memory x { vm a vm b } shared memory «x» { vm b vm c }", SHARED_MEMORY_NAME_TWICE);
		expectNothing(VMS + "vuart connection x { vm a vm b } shared memory x { vm a vm b }");
	}

	@Test
	void aVmSeesARegionOnce() {
		expect(VMS + "shared memory x { vm a vm b vm «a» }", SHARED_MEMORY_VM_TWICE);
	}

	@Test
	void aPortOfAVmHasOneVuart() {
		expect(VMS + "vuart connection x over legacy { vm a port 0x2F8 vm b port 0x2f8 } vuart connection y over legacy { vm a port «0x2f8» vm c port 0x2f8 }", VUART_PORT_TWICE);
	}

	@Test
	void anAddressOfAVmHasOneDevice() {
		expect(VMS + "vuart connection x { vm a at 00:10.0 vm b at 00:10.0 } vuart connection y { vm a at «0:10.0» vm c } shared memory z { vm b at «00:10.0» vm c at 00:10.0 }",
				BDF_TWICE, BDF_TWICE);
	}

	/** A legacy end does not use its address, so that it takes none away. */
	@Test
	void addressesOfLegacyEndsDoNotCount() {
		expectNothing(VMS + "vuart connection x over legacy { vm a at 00:10.0 vm b } vuart connection y { vm a at 00:10.0 vm b }");
	}
}
