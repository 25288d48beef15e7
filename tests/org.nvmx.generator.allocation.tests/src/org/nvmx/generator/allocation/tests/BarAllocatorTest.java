// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.nvmx.generator.allocation.AllocationTable;
import org.nvmx.generator.allocation.BarAllocator;
import org.nvmx.generator.allocation.BarRequest;
import org.nvmx.generator.allocation.MmioSpace;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PciAddress;

class BarAllocatorTest {

	private static final long MIB = 1L << 20;

	@Test
	void sharedMemoryOfAPreLaunchedVm() {
		List<BarRequest> requests = new ArrayList<>(BarRequest.ofSharedMemory("small", 2 * MIB));
		requests.addAll(BarRequest.ofSharedMemory("large", 512 * MIB));
		assertEquals("""
				vm  small BAR0  0x80000000-0x80000fff  4 KiB, lowest free multiple of 4 KiB in the PCI hole of pre-launched VMs
				vm  small BAR1  0x80001000-0x80001fff  4 KiB, lowest free multiple of 4 KiB in the PCI hole of pre-launched VMs
				vm  large BAR0  0x80002000-0x80002fff  4 KiB, lowest free multiple of 4 KiB in the PCI hole of pre-launched VMs
				vm  large BAR1  0x80003000-0x80003fff  4 KiB, lowest free multiple of 4 KiB in the PCI hole of pre-launched VMs
				vm  large BAR2  0xa0000000-0xbfffffff  512 MiB, lowest free multiple of 512 MiB in the PCI hole of pre-launched VMs
				vm  small BAR2  0x80200000-0x803fffff  2 MiB, lowest free multiple of 2 MiB in the PCI hole of pre-launched VMs
				""", AllocationTable.of(BarAllocator.allocate(MmioSpace.ofPreLaunchedVm("vm"), requests)));
	}

	@Test
	void theServiceVmUsesGapsBetweenTheBoardsDevices() {
		MmioSpace space = MmioSpace.ofServiceVm("service", new BoardIndex(ExampleBoard.BOARD), List.of());
		assertEquals("""
				service  shm BAR0  0x80104000-0x80104fff      4 KiB, lowest free multiple of 4 KiB in the host bridge of the board
				service  shm BAR1  0x80105000-0x80105fff      4 KiB, lowest free multiple of 4 KiB in the host bridge of the board
				service  shm BAR2  0x4000000000-0x4000ffffff  16 MiB, lowest free multiple of 16 MiB in the host bridge of the board
				""", AllocationTable.of(BarAllocator.allocate(space, BarRequest.ofSharedMemory("shm", 16 * MIB))));
	}

	@Test
	void rangesOfDevicesThatAreGoneAreFree() {
		MmioSpace space = MmioSpace.ofServiceVm("service", new BoardIndex(ExampleBoard.BOARD), List.of(PciAddress.valueOf("00:02.0")));
		assertEquals("0x80000000-0x80000fff", BarAllocator.allocate(space, BarRequest.ofVuart("uart")).values().get("uart BAR0").toString());
	}

	@Test
	void whatDoesNotFitIsSaid() {
		MmioSpace space = MmioSpace.ofServiceVm("service", new BoardIndex(ExampleBoard.BOARD), List.of());
		assertEquals("""
				service  a BAR0  -  8 MiB do not fit into the host bridge of the board below 4 GiB; make shared memory smaller, or take devices away
				service  b BAR2  -  8 GiB do not fit into the host bridge of the board; make shared memory smaller, or take devices away
				""", AllocationTable.of(BarAllocator.allocate(space, List.of(new BarRequest("a", 0, 8 * MIB, 32, 4096), new BarRequest("b", 2, 8192 * MIB, 64, 4096)))));
	}

	@Test
	void sharedMemoryOfAnySizeIsAnswered() {
		MmioSpace space = MmioSpace.ofServiceVm("service", new BoardIndex(ExampleBoard.BOARD), List.of());
		assertEquals("4194304 TiB do not fit into the host bridge of the board",
				BarAllocator.allocate(space, BarRequest.ofSharedMemory("shm", Long.MAX_VALUE)).problems().get(0).message());
		assertEquals(4096, BarAllocator.allocate(space, BarRequest.ofSharedMemory("shm", 0)).values().get("shm BAR2").size());
	}

	@Test
	void aSizeThatIsNoPowerOfTwoIsAlignedToTheNextOne() {
		MmioSpace space = new MmioSpace("vm", MmioSpace.ofPreLaunchedVm("vm").windows(), List.of(new AddressRange(0x80000000L, 0x80000fffL)), "hole");
		assertEquals("0x80400000-0x806fffff", BarAllocator.allocate(space, List.of(new BarRequest("a", 0, 3 * MIB, 32, 4096))).values().get("a BAR0").toString());
	}

	@Test
	void aBarThatCannotExistIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new BarRequest("a", 6, 4096, 32, 4096));
		assertThrows(IllegalArgumentException.class, () -> new BarRequest("a", 0, 0, 32, 4096));
		assertThrows(IllegalArgumentException.class, () -> new BarRequest("a", 0, 4096, 16, 4096));
	}
}
