// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.tests.Expectation.expect;
import static org.nvmx.dsl.tests.Expectation.expectNothing;
import static org.nvmx.dsl.validation.Rule.GPU_WINDOW_INCOMPLETE;
import static org.nvmx.dsl.validation.Rule.GPU_WITHOUT_MONITOR;
import static org.nvmx.dsl.validation.Rule.PCI_DEVICE_TWICE;
import static org.nvmx.dsl.validation.Rule.TPM2_AND_P2SB;
import static org.nvmx.dsl.validation.Rule.VSOCK_CID_TWICE;

import org.junit.jupiter.api.Test;

class DeviceRulesTest {

	@Test
	void aDeviceHasOneOwnerWhateverItsDescription() {
		expect("scenario s post-launched vm a { pci device 00:17.0 \"SATA\" } post-launched vm b { pci device «0:17.0» \"disk\" pci device 00:17.1 }", PCI_DEVICE_TWICE);
	}

	@Test
	void tpm2AndP2sbExcludeEachOther() {
		expect("scenario s pre-launched vm a { kernel elf \"k\" mmio devices p2sb, «tpm2» } pre-launched vm b { kernel elf \"l\" mmio devices tpm2 }", TPM2_AND_P2SB);
	}

	@Test
	void contextIdsAreUniqueInTheScenario() {
		expect("scenario s post-launched vm a { virtio vsock 3 } post-launched vm b { virtio vsock 4 virtio vsock «3» }", VSOCK_CID_TWICE);
	}

	@Test
	void aFullScreenHasAMonitor() {
		expect("scenario s post-launched vm a { virtio gpu fullscreen { screen monitor 1 «screen left 0» } }", GPU_WITHOUT_MONITOR);
	}

	@Test
	void aWindowHasASizeAndAPlace() {
		expectNothing("scenario s post-launched vm a { virtio gpu window { screen resolution \"800x600\" left 0 top 0 } }");
		expect("scenario s post-launched vm a { virtio gpu window { «screen resolution \"800x600\"» } }", GPU_WINDOW_INCOMPLETE, GPU_WINDOW_INCOMPLETE);
	}
}
