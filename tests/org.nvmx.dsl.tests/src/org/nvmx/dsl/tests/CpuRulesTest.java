// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.tests.Expectation.expect;
import static org.nvmx.dsl.tests.Expectation.expectNothing;
import static org.nvmx.dsl.validation.Rule.CPU_RANGE_REVERSED;
import static org.nvmx.dsl.validation.Rule.LAUNCH_WITHOUT_BOARD;
import static org.nvmx.dsl.validation.Rule.PCPU0_IN_DEBUG_BUILD;
import static org.nvmx.dsl.validation.Rule.PCPU_OUT_OF_RANGE;

import java.util.List;

import org.junit.jupiter.api.Test;

class CpuRulesTest {

	private static final String RECIPE = "guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH legacy vuart 0 off console vuart pci kernel elf \"k\" }";

	@Test
	void pcpu0BelongsToTheShellOfADebugBuild() {
		expect("scenario s hypervisor { build debug scheduler noop nested virtualization on } service vm a { cpus 3, «0..2» " + RECIPE,
				PCPU0_IN_DEBUG_BUILD);
	}

	@Test
	void aBuildIsADebugBuildUnlessItSaysOtherwise() {
		expect("scenario s hypervisor { scheduler noop nested virtualization on } service vm a { cpus «0» " + RECIPE, PCPU0_IN_DEBUG_BUILD);
	}

	@Test
	void aReleaseBuildHasNoShell() {
		expectNothing("scenario s hypervisor { build release scheduler noop nested virtualization on } service vm a { cpus 0..3 " + RECIPE);
	}

	@Test
	void aSharingSchedulerLeavesTheShellItsTurn() {
		expectNothing("scenario s hypervisor { build debug scheduler bvt } service vm a { cpus 0..3 kernel elf \"k\" }");
	}

	@Test
	void cpusThatAVmNeedsAloneAreKnownByTheBoard() {
		for (String reason : List.of("type realtime", "own cpus on", "guest flags RT")) {
			expect("scenario s service vm a { kernel elf \"k\" } post-launched vm b { cpus «1», 2 " + reason + " } post-launched vm c { cpus 3 " + reason + " }",
					LAUNCH_WITHOUT_BOARD);
			expectNothing("scenario s on board \"b\" service vm a { kernel elf \"k\" } post-launched vm b { cpus 1 " + reason + " }");
		}
		expect("scenario s hypervisor { scheduler noop } post-launched vm b { cpus «1» }", LAUNCH_WITHOUT_BOARD);
		expectNothing("scenario s post-launched vm b { cpus 1 }");
	}

	@Test
	void otherSchedulersShareCpus() {
		expectNothing("scenario s post-launched vm a { cpus 1..2 } post-launched vm b { cpus 1..2 }");
	}

	@Test
	void aRangeNamesItsLowestCpuFirst() {
		expect("scenario s post-launched vm a { cpus 0, «3..1» }", CPU_RANGE_REVERSED);
	}

	@Test
	void thereAreAtMost64Cpus() {
		expect("scenario s post-launched vm a { cpus 63, «64» } post-launched vm b { cpus 1..«99» }", PCPU_OUT_OF_RANGE, PCPU_OUT_OF_RANGE);
	}
}
