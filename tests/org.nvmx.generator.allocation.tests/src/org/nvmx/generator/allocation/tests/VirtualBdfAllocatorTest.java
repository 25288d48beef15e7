// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.nvmx.generator.allocation.LoadOrder.POST_LAUNCHED;
import static org.nvmx.generator.allocation.LoadOrder.PRE_LAUNCHED;
import static org.nvmx.generator.allocation.VirtualPciDevice.emulated;
import static org.nvmx.generator.allocation.VirtualPciDevice.passthrough;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nvmx.generator.allocation.AllocationTable;
import org.nvmx.generator.allocation.LoadOrder;
import org.nvmx.generator.allocation.VirtualBdfAllocator;
import org.nvmx.generator.allocation.VirtualPciBus;
import org.nvmx.generator.allocation.VirtualPciDevice;
import org.nvmx.generator.allocation.VirtualPciDevice.Kind;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.quantity.PciAddress;

class VirtualBdfAllocatorTest {

	private static PciAddress bdf(String text) {
		return PciAddress.valueOf(text);
	}

	private static String table(VirtualPciBus bus) {
		return AllocationTable.of(VirtualBdfAllocator.allocate(bus));
	}

	private static String table(LoadOrder order, VirtualPciDevice... devices) {
		return table(new VirtualPciBus("vm", order, Set.of(), Arrays.asList(devices)));
	}

	@Test
	void eachKindHasItsRangeAndTheScenarioGoesFirst() {
		String expected = """
				vm  device 02:00.0      00:09.0  written in the scenario
				vm  console vUART 0     00:01.0  lowest free device number
				vm  shared memory shm0  00:08.0  lowest free device number of 08 to 0f, where shared memory goes
				vm  shared memory shm1  00:0a.0  lowest free device number of 08 to 0f, where shared memory goes
				vm  vUART 1             00:10.0  lowest free device number of 10 to 17, where vUARTs go
				vm  device 03:00.0      00:02.0  lowest free device number
				vm  root port ptm       00:03.0  lowest free device number
				""";
		assertEquals(expected, table(PRE_LAUNCHED, emulated("ptm", Kind.ROOT_PORT), passthrough(bdf("03:00.0")), passthrough(bdf("02:00.0")).at(bdf("00:09.0")),
				emulated("1", Kind.VUART), emulated("shm0", Kind.SHARED_MEMORY), emulated("shm1", Kind.SHARED_MEMORY), emulated("0", Kind.CONSOLE_VUART)));
	}

	@Test
	void theOrderOfDevicesOfOneKindIsTheScenarios() {
		assertEquals("""
				vm  device 05:00.0  00:01.0  lowest free device number
				vm  device 02:00.0  00:02.0  lowest free device number
				""", table(PRE_LAUNCHED, passthrough(bdf("05:00.0")), passthrough(bdf("02:00.0"))));
	}

	@Test
	void theVolumeManagementDeviceStaysWhereDriversExpectIt() {
		assertEquals("""
				vm  device 00:0e.0  00:0e.0  drivers expect the volume management device where it is on the board
				vm  device 00:17.0  00:01.0  lowest free device number
				""", table(PRE_LAUNCHED, passthrough(bdf("00:17.0")), passthrough(bdf("00:0e.0"))));
	}

	@Test
	void aPostLaunchedVmKeepsTheSlotsOfTheDeviceModel() {
		assertEquals("""
				vm  device 00:02.0   00:02.0  drivers expect the graphics device where it is on the board
				vm  console vUART 0  00:03.0  lowest free device number
				vm  device 00:14.0   00:04.0  lowest free device number
				""", table(POST_LAUNCHED, passthrough(bdf("00:14.0")), emulated("0", Kind.CONSOLE_VUART), passthrough(bdf("00:02.0"))));
	}

	/** Expect: no address, and what is wrong with the written one. */
	@ParameterizedTest
	@CsvSource({"PRE_LAUNCHED, 00:00.0, 00:00.0 is the address of the host bridge", "POST_LAUNCHED, 00:01.0, 00:01.0 is kept by the device model",
			"POST_LAUNCHED, 00:1f.0, 00:1f.0 is kept by the device model", "PRE_LAUNCHED, 00:08.0, 00:08.0 is already the address of a"})
	void aWrittenAddressThatCannotBe(LoadOrder order, String address, String message) {
		VirtualPciDevice first = emulated("a", Kind.SHARED_MEMORY).at(bdf("00:08.0"));
		assertEquals("""
				vm  shared memory a  00:08.0  written in the scenario
				vm  vUART b          -        %s; write another address, or none
				""".formatted(message), table(order, first, emulated("b", Kind.VUART).at(bdf(address))));
	}

	@Test
	void theServiceVmLeavesTheBoardsDevicesAlone() {
		BoardIndex board = new BoardIndex(ExampleBoard.BOARD);
		VirtualPciBus bus = VirtualPciBus.ofServiceVm("service", board, List.of(bdf("00:02.0")), List.of(emulated("0", Kind.CONSOLE_VUART),
				emulated("1", Kind.VUART), emulated("2", Kind.VUART).at(bdf("00:1c.0"))));
		assertEquals("""
				service  console vUART 0  00:01.0  lowest free device number
				service  vUART 1          00:10.0  lowest free device number of 10 to 17, where vUARTs go
				service  vUART 2          -        00:1c.0 is the address of a device of the board; write another address, or none
				""", table(bus));
	}

	@Test
	void aDeviceThatAPreLaunchedVmOwnsLeavesItsNumberFree() {
		BoardIndex board = new BoardIndex(ExampleBoard.BOARD);
		VirtualPciBus bus = VirtualPciBus.ofServiceVm("service", board, List.of(bdf("00:02.0")), List.of(emulated("0", Kind.CONSOLE_VUART),
				emulated("1", Kind.CONSOLE_VUART)));
		assertEquals(bdf("00:02.0"), VirtualBdfAllocator.allocate(bus).values().get("1"));
	}

	@Test
	void aFullBusIsSaid() {
		List<VirtualPciDevice> devices = new ArrayList<>();
		for (int i = 0; i < 32; i++) {
			devices.add(emulated("shm" + i, Kind.SHARED_MEMORY));
		}
		var allocation = VirtualBdfAllocator.allocate(new VirtualPciBus("vm", PRE_LAUNCHED, Set.of(), devices));
		assertEquals(31, Set.copyOf(allocation.values().values()).size(), "31 device numbers, each once");
		assertFalse(allocation.isComplete());
		assertEquals("all device numbers of bus 0 are used", allocation.problems().get(0).message());
	}
}
