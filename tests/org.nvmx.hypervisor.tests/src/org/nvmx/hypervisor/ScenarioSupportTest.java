// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.hypervisor.ScenarioSupport.Extent;
import org.nvmx.hypervisor.internal.BundledSources;

class ScenarioSupportTest {

	@TempDir
	Path state;

	private String checkout;

	/** An installed IDE has no checkout. */
	@BeforeEach
	void forgetTheCheckout() {
		checkout = System.getProperty(HypervisorSources.LOCATION_PROPERTY);
		System.clearProperty(HypervisorSources.LOCATION_PROPERTY);
	}

	@AfterEach
	void rememberTheCheckout() {
		if (checkout != null) {
			System.setProperty(HypervisorSources.LOCATION_PROPERTY, checkout);
		}
	}

	/** Expect: without unpacking anything, the same answers as the unpacked sources give. */
	@Test
	void readsTheShippedTable() throws IOException {
		HypervisorSources unpacked = new HypervisorSources(new BundledSources().unpack(state));
		for (ScenarioSupport support : new ScenarioSupport[] { ScenarioSupport.ofProduct(), ScenarioSupport.of(unpacked) }) {
			assertTrue(support.hasGuest("nested-hello"));
			assertFalse(support.hasGuest("Linux_bzImage"));
			assertEquals(Extent.YES, support.of("hv.FEATURES.SCHEDULER", "NOOP").extent());
			assertEquals(Extent.NO, support.of("hv.FEATURES.SCHEDULER", "BVT").extent());
			assertEquals(Extent.NO, support.of("hv.NO_SUCH_OPTION", "1").extent());
		}
	}
}
