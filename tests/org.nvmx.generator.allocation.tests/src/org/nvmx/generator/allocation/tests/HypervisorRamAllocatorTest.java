// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nvmx.generator.allocation.AllocationTable;
import org.nvmx.generator.allocation.HypervisorRamAllocator;
import org.nvmx.model.board.MemoryRange;
import org.nvmx.model.quantity.AddressRange;

class HypervisorRamAllocatorTest {

	private static final List<AddressRange> RAM = ExampleBoard.BOARD.getMemory().stream().map(MemoryRange::getRange).toList();

	private static String table(int vms, int secure, List<AddressRange> ram, OptionalLong start) {
		return AllocationTable.of(HypervisorRamAllocator.allocate(vms, secure, ram, start));
	}

	/** Expect: 0x1400000 + 0x400000 for each VM + 0x1000000 for each secure world. */
	@ParameterizedTest
	@CsvSource({"16, 0, 0x5400000", "1, 0, 0x1800000", "16, 2, 0x7400000", "2, 1, 0x2c00000"})
	void size(int vms, int secure, String bytes) {
		assertEquals(Long.decode(bytes), HypervisorRamAllocator.allocate(vms, secure, List.of(), OptionalLong.empty()).values().size().bytes());
	}

	@Test
	void theFirstRamThatIsLargeEnough() {
		assertEquals("""
				hypervisor  RAM size  84 MiB              20 MiB + 16 VMs of 4 MiB
				hypervisor  RAM       0x400000-0x57fffff  first RAM of the board from 4 MiB on that is large enough, at a multiple of 2 MiB
				""", table(16, 0, RAM, OptionalLong.empty()));
	}

	@Test
	void aRangeThatIsTooSmallIsPassedOver() {
		assertEquals("""
				hypervisor  RAM size  116 MiB              20 MiB + 16 VMs of 4 MiB + 2 secure worlds of 16 MiB
				hypervisor  RAM       0x8000000-0xf3fffff  first RAM of the board from 4 MiB on that is large enough, at a multiple of 2 MiB
				""", table(16, 2, RAM, OptionalLong.empty()));
	}

	@Test
	void aWrittenStartIsKept() {
		assertEquals("""
				hypervisor  RAM size  84 MiB                 20 MiB + 16 VMs of 4 MiB
				hypervisor  RAM       0x10000000-0x153fffff  start written in the scenario
				""", table(16, 0, RAM, OptionalLong.of(0x10000000)));
	}

	/** Expect: no range, and why. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {"0x10000001 | the start 0x10000001 is not a multiple of 2 MiB; write a multiple of 0x200000",
			"0x6000000 | there is no RAM of that size at 0x6000000; write another start, or none",
			"-0x200000 | there is no RAM of that size at 0xffffffffffe00000; write another start, or none"})
	void aWrittenStartThatCannotBe(String start, String message) {
		assertEquals("""
				hypervisor  RAM size  84 MiB  20 MiB + 16 VMs of 4 MiB
				hypervisor  RAM       -       %s
				""".formatted(message), table(16, 0, RAM, OptionalLong.of(Long.decode(start))));
	}

	@Test
	void moreThanOneGibibyteIsAProblem() {
		assertEquals("hypervisor  RAM  -  20 MiB + 256 VMs of 4 MiB are 1044 MiB, more than 1 GiB; lower MAX_VM_NUM\n", table(256, 0, RAM, OptionalLong.empty()));
	}

	@Test
	void noRamBelow2GibibytesIsAProblem() {
		assertEquals("""
				hypervisor  RAM size  84 MiB  20 MiB + 16 VMs of 4 MiB
				hypervisor  RAM       -       no RAM of the board below 2 GiB holds 84 MiB; lower MAX_VM_NUM
				""", table(16, 0, List.of(new AddressRange(1L << 32, 1L << 34)), OptionalLong.empty()));
	}
}
