// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.tests.Expectation.expect;
import static org.nvmx.dsl.tests.Expectation.expectNothing;
import static org.nvmx.dsl.validation.Rule.LAPIC_NEEDS_NVMX_FLAG;
import static org.nvmx.dsl.validation.Rule.NESTED_NEEDS_NOOP;
import static org.nvmx.dsl.validation.Rule.NESTED_VM_NEEDS_NESTED;
import static org.nvmx.dsl.validation.Rule.NESTED_VM_NEEDS_NVMX_FLAG;
import static org.nvmx.dsl.validation.Rule.NESTED_WITHOUT_NVMX_FLAG;
import static org.nvmx.dsl.validation.Rule.NVMX_FLAG_NEEDS_LAPIC;
import static org.nvmx.dsl.validation.Rule.NVMX_FLAG_NEEDS_NESTED;
import static org.nvmx.dsl.validation.Rule.NVMX_FLAG_ONLY_SERVICE_VM;

import org.junit.jupiter.api.Test;

/** The guide's recipe, one case for each way to spoil it. */
class NestedRulesTest {

	@Test
	void theWholeRecipeIsFreeOfProblems() {
		expectNothing("""
				scenario s
				hypervisor { scheduler noop nested virtualization on }
				service vm "ACRN SOS VM" {
					cpus 1..3
					guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
					legacy vuart 0 off
					console vuart pci
					kernel bzImage "Linux_bzImage"
					nested vm ubuntu { memory 2 GiB }
				}
				""");
	}

	@Test
	void anotherSchedulerIsMarkedWhereItIsWritten() {
		expect("""
				scenario s
				hypervisor { nested virtualization on scheduler «bvt» }
				service vm a { guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH legacy vuart 0 off console vuart pci kernel elf "k" }
				""", NESTED_NEEDS_NOOP);
	}

	@Test
	void theDefaultSchedulerIsMarkedAtTheSwitchThatNeedsAnother() {
		expect("""
				scenario s
				hypervisor { nested virtualization «on» }
				service vm a { guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH legacy vuart 0 off console vuart pci kernel elf "k" }
				""", NESTED_NEEDS_NOOP);
	}

	@Test
	void nestedOffDoesNotCareAboutTheScheduler() {
		expectNothing("scenario s hypervisor { nested virtualization off scheduler bvt }");
	}

	@Test
	void theNvmxFlagNeedsTheLapic() {
		expect("""
				scenario s
				hypervisor { scheduler noop nested virtualization on }
				service vm a { guest flags HIDE_MTRR, «NVMX_ENABLED» kernel elf "k" }
				""", NVMX_FLAG_NEEDS_LAPIC);
	}

	@Test
	void theNvmxFlagNeedsTheFeature() {
		expect("""
				scenario s
				hypervisor { scheduler noop }
				service vm a { guest flags LAPIC_PASSTHROUGH, «NVMX_ENABLED» legacy vuart 0 off console vuart pci kernel elf "k" }
				""", NVMX_FLAG_NEEDS_NESTED);
	}

	@Test
	void theFeatureIsOffWhereThereIsNoHypervisorBlock() {
		expect("""
				scenario s
				service vm a { guest flags LAPIC_PASSTHROUGH, «NVMX_ENABLED» legacy vuart 0 off console vuart pci kernel elf "k" }
				""", NVMX_FLAG_NEEDS_NESTED);
	}

	@Test
	void theLapicOnTheServiceVmNeedsTheNvmxFlag() {
		expect("""
				scenario s
				service vm a { guest flags «LAPIC_PASSTHROUGH» legacy vuart 0 off console vuart pci kernel elf "k" }
				""", LAPIC_NEEDS_NVMX_FLAG);
	}

	@Test
	void theLapicOfAPreLaunchedVmStandsAlone() {
		expectNothing("scenario s pre-launched vm a { guest flags RT, LAPIC_PASSTHROUGH legacy vuart 0 COM1 kernel elf \"k\" }");
	}

	@Test
	void onlyTheServiceVmMayHaveTheNvmxFlag() {
		expect("""
				scenario s
				pre-launched vm a { guest flags «NVMX_ENABLED», LAPIC_PASSTHROUGH kernel elf "k" }
				post-launched vm b { guest flags LAPIC_PASSTHROUGH, «NVMX_ENABLED» }
				""", NVMX_FLAG_ONLY_SERVICE_VM, NVMX_FLAG_ONLY_SERVICE_VM);
	}

	@Test
	void aNestedVmNeedsTheFeatureAndTheFlag() {
		expect("""
				scenario s
				service vm a { kernel elf "k" nested vm «b» { } }
				""", NESTED_VM_NEEDS_NESTED, NESTED_VM_NEEDS_NVMX_FLAG);
	}

	@Test
	void theFeatureAloneIsUsedByNobody() {
		expect("""
				scenario s
				hypervisor { scheduler noop nested virtualization «on» }
				service vm a { kernel elf "k" }
				""", NESTED_WITHOUT_NVMX_FLAG);
	}
}
