// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.validation.Rule.DUPLICATE_MAC;
import static org.nvmx.dsl.validation.Rule.DUPLICATE_NAME;
import static org.nvmx.dsl.validation.Rule.INVALID_MAC;
import static org.nvmx.dsl.validation.Rule.INVALID_SIZE;
import static org.nvmx.dsl.validation.Rule.MULTICAST_MAC;
import static org.nvmx.dsl.validation.Rule.NESTED_CPU_COUNT;
import static org.nvmx.dsl.validation.Rule.NESTED_MEMORY;
import static org.nvmx.dsl.validation.Rule.TOO_MANY_IDE_DISKS;

import org.junit.jupiter.api.Test;
import org.nvmx.dsl.validation.Rule;

class NestedVmRulesTest {

	@Test
	void cpuCountsAreThoseOfQemu() {
		expect("nested vm a { cpus «0» } nested vm b { cpus 255 } nested vm c { cpus «256» }", NESTED_CPU_COUNT, NESTED_CPU_COUNT);
	}

	@Test
	void memoryIsCountedInWholeMebibytes() {
		expect("nested vm a { memory «0 MiB» } nested vm b { memory «1536 KiB» } nested vm c { memory 2048 KiB } nested vm d { memory 1 TiB }"
				+ " nested vm e { memory «1025 GiB» }", NESTED_MEMORY, NESTED_MEMORY, NESTED_MEMORY);
	}

	@Test
	void aSizeNeedsAUnitThatExists() {
		expect("nested vm a { memory «2» } nested vm b { memory «2 GB» } nested vm c { memory «99999999 TiB» }", INVALID_SIZE, INVALID_SIZE,
				INVALID_SIZE);
	}

	@Test
	void fourIdeDisksFit() {
		expect("nested vm a { " + "disk raw \"/d\" on ide ".repeat(4) + "disk raw \"/d\" on virtio disk qcow2 \"/d\" on «ide» }",
				TOO_MANY_IDE_DISKS);
	}

	@Test
	void aMacAddressIsSixPairs() {
		expect("nested vm a { network tap mac «00:16:3d:60:0a» network tap mac «0:1:2:3:4:5» network tap mac 00:16:3D:60:0A:81 }", INVALID_MAC,
				INVALID_MAC);
	}

	@Test
	void aMacAddressIsUsedOnceAndIsNoGroup() {
		expect("nested vm a { network tap mac 00:16:3d:60:0a:80 } nested vm b { network tap mac «00:16:3D:60:0a:80» }", DUPLICATE_MAC);
		expect("nested vm a { network tap mac «01:00:5e:00:00:01» }", MULTICAST_MAC);
	}

	@Test
	void namesAreUsedOnce() {
		expect("nested vm «a» { } nested vm «\"a\"» { }", DUPLICATE_NAME, DUPLICATE_NAME);
	}

	private static void expect(String nested, Rule... rules) {
		Expectation.expect("scenario s hypervisor { scheduler noop nested virtualization on } service vm v { guest flags NVMX_ENABLED, "
				+ "LAPIC_PASSTHROUGH legacy vuart 0 off console vuart pci kernel elf \"k\" " + nested + " }", rules);
	}
}
