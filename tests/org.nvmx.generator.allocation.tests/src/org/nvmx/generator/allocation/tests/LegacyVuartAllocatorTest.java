// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nvmx.generator.allocation.LegacyVuart.any;
import static org.nvmx.generator.allocation.LegacyVuart.at;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.nvmx.generator.allocation.AllocationTable;
import org.nvmx.generator.allocation.LegacyVuart;
import org.nvmx.generator.allocation.LegacyVuart.Use;
import org.nvmx.generator.allocation.LegacyVuartAllocator;
import org.nvmx.generator.allocation.LoadOrder;
import org.nvmx.generator.allocation.PortSpace;
import org.nvmx.model.quantity.PciAddress;

class LegacyVuartAllocatorTest {

	private static String table(PortSpace space, LegacyVuart... vuarts) {
		return AllocationTable.of(LegacyVuartAllocator.allocate(space, Arrays.asList(vuarts)));
	}

	private static PortSpace user() {
		return PortSpace.ofUserVm("vm", LoadOrder.POST_LAUNCHED);
	}

	@Test
	void consoleConnectionAndPowerOffOfAUserVm() {
		assertEquals("""
				vm  vUART console    port 0x3f8 IRQ 4   lowest free port for it, line of COM1
				vm  vUART peer       port 0x9200 IRQ 5  lowest free port for it, next of the lines 5 to 13 of a user VM
				vm  vUART peer 2     port 0x9208 IRQ 6  lowest free port for it, next of the lines 5 to 13 of a user VM
				vm  vUART power off  port 0x3e8 IRQ 4   lowest free port for it, line of COM3
				""", table(user(), any("power off", Use.POWER_OFF), any("peer", Use.CONNECTION), any("peer 2", Use.CONNECTION), any("console", Use.CONSOLE)));
	}

	@Test
	void aWrittenPortGoesFirstAndIsNotGivenTwice() {
		assertEquals("""
				vm  vUART b  port 0x9200 IRQ 5  port written in the scenario, next of the lines 5 to 13 of a user VM
				vm  vUART a  port 0x9208 IRQ 6  lowest free port for it, next of the lines 5 to 13 of a user VM
				""", table(user(), any("a", Use.CONNECTION), at("b", Use.CONNECTION, 0x9200)));
	}

	@Test
	void aConnectionAtAComPortHasItsLine() {
		assertEquals("vm  vUART a  port 0x2f8 IRQ 3  port written in the scenario, line of COM2\n", table(user(), at("a", Use.CONNECTION, 0x2f8)));
	}

	@Test
	void portsThatOverlapAreAProblem() {
		assertEquals("""
				vm  vUART a  port 0x9200 IRQ 5  port written in the scenario, next of the lines 5 to 13 of a user VM
				vm  vUART b  -                  port 0x9204 is used by another device of the VM; write another port, or none
				vm  vUART c  -                  port 0xffff is not a port that a vUART can have; write another port, or none
				""", table(user(), at("a", Use.CONNECTION, 0x9200), at("b", Use.CONNECTION, 0x9204), at("c", Use.CONNECTION, 0xffff)));
	}

	@Test
	void theServiceVmUsesWhatTheBoardLeavesFree() {
		PortSpace space = PortSpace.ofServiceVm("service", ExampleBoard.BOARD, List.of());
		assertEquals("""
				service  vUART off 1  port 0x9040 IRQ 6   lowest free port for it, next of the lines that the board's devices leave free
				service  vUART off 2  port 0x9048 IRQ 10  lowest free port for it, next of the lines that the board's devices leave free
				""", table(space, any("off 1", Use.POWER_OFF), any("off 2", Use.POWER_OFF)));
	}

	@Test
	void portsOfDevicesThatAreGoneAreFree() {
		PortSpace space = PortSpace.ofServiceVm("service", ExampleBoard.BOARD, List.of(PciAddress.valueOf("00:02.0")));
		assertEquals(0x9000, LegacyVuartAllocator.allocate(space, List.of(any("off", Use.POWER_OFF))).values().get("off").port());
	}

	@Test
	void linesRunOut() {
		LegacyVuart[] vuarts = IntStream.range(0, 10).mapToObj(i -> any("v" + i, Use.CONNECTION)).toArray(LegacyVuart[]::new);
		var allocation = LegacyVuartAllocator.allocate(user(), Arrays.asList(vuarts));
		assertEquals(9, allocation.values().size());
		assertEquals("no interrupt line is left for port 0x9248 (lines 5 to 13 of a user VM)", allocation.problems().get(0).message());
	}

	@Test
	void portsRunOut() {
		LegacyVuart[] vuarts = IntStream.range(0, 3).mapToObj(i -> any("off " + i, Use.POWER_OFF)).toArray(LegacyVuart[]::new);
		assertEquals("all ports for it are used", LegacyVuartAllocator.allocate(user(), Arrays.asList(vuarts)).problems().get(0).message());
	}
}
