// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.BoardSummary;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.Cache;
import org.nvmx.model.board.CoreType;
import org.nvmx.model.board.Cpu;
import org.nvmx.model.board.PciDevice;
import org.nvmx.model.board.PciResourceType;
import org.nvmx.model.board.SerialPort;
import org.nvmx.model.board.SerialPortType;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;

class BoardReaderTest {

	private final Board board = BoardText.board(BoardText.HYBRID);
	private final BoardIndex index = new BoardIndex(board);

	private PciDevice device(String address) {
		return index.device(PciAddress.valueOf(address)).orElseThrow();
	}

	@Test
	void aCompleteBoardHasNoProblems() {
		assertEquals(List.of(), BoardText.read(BoardText.HYBRID).diagnostics());
	}

	@Test
	void cpusAreInTheOrderOfTheirNumbers() {
		assertEquals(List.of(0, 1, 2, 3), board.getCpus().stream().map(Cpu::getCpuId).toList());
	}

	@Test
	void aCpuKnowsItsPlaceAndKind() {
		Cpu cpu = index.cpu(3).orElseThrow();
		assertAll(() -> assertEquals("0x4a", cpu.getApicId().toString()), () -> assertEquals(CoreType.EFFICIENCY, cpu.getCoreType()),
				() -> assertEquals(0, cpu.getDieId()), () -> assertEquals(0x12, cpu.getClusterId()), () -> assertEquals(0x25, cpu.getCoreId()));
	}

	@Test
	void performanceLevelsAreOptional() {
		assertEquals(List.of(62, -1), List.of(index.cpu(0).orElseThrow().getHighestPerformance(), index.cpu(1).orElseThrow().getHighestPerformance()));
	}

	@Test
	void aCacheKnowsItsCpusAndItsClasses() {
		Cache cache = index.cache(3, 0).orElseThrow();
		assertAll(() -> assertEquals(List.of(0, 1, 2, 3), cache.getCpus().stream().map(Cpu::getCpuId).toList()),
				() -> assertEquals(12, cache.getAllocation().getCapacityMaskLength()), () -> assertEquals(4, cache.getAllocation().getClosNumber()),
				() -> assertTrue(cache.isCodeDataPrioritization()), () -> assertEquals(0x800, cache.getSoftwareSram().getWayMask()),
				() -> assertEquals(new AddressRange(0x40080000L, 0x400fffffL), cache.getSoftwareSram().getRange()),
				() -> assertEquals(ByteSize.valueOf("12 MiB"), cache.getSize()));
	}

	@Test
	void aCacheWithoutCatHasNoClasses() {
		assertNull(index.cache(2, 9).orElseThrow().getAllocation());
	}

	@Test
	void theFewestClassesOfServiceCount() {
		assertEquals(4, index.closNumber().orElseThrow());
	}

	@Test
	void namedRangesAreNoRam() {
		assertEquals(0x7ff00000L, index.ramSize());
	}

	@Test
	void theKernelsAddressMapIsNested() {
		assertEquals(List.of("0 Reserved", "0 System RAM", "1 Kernel code", "0 PCI Bus 0000:00"),
				board.getAddressMap().stream().map(region -> region.getDepth() + " " + region.getOwner()).toList());
	}

	@Test
	void devicesBehindABridgeAreItsChildren() {
		PciDevice bridge = device("00:1c.0");
		assertAll(() -> assertEquals(1, bridge.getSecondaryBus()), () -> assertEquals(List.of(device("01:00.0")), bridge.getChildren()));
	}

	@Test
	void anAcpiNodeForAllFunctionsIsNoDevice() {
		assertEquals("[00:00.0, 00:02.0, 00:14.0, 00:1c.0, 00:1f.4, 01:00.0]", index.deviceAddresses().toString());
	}

	@Test
	void aDeviceTellsItsResourcesAndInterrupts() {
		PciDevice graphics = device("00:02.0");
		assertAll(() -> assertEquals("VGA compatible controller: Example Graphics", graphics.getDescription()),
				() -> assertEquals(0x030000, graphics.getClassCode()), () -> assertEquals(List.of(16), graphics.getInterruptLines()),
				() -> assertEquals(List.of("bar4 io 0x4000-0x403f", "bar0 memory 0x603d000000-0x603dffffff"),
						graphics.getResources().stream().map(bar -> bar.getName() + " " + bar.getType() + " " + bar.getRange()).toList()),
				() -> assertEquals(1, graphics.getMsiVectors()), () -> assertEquals(5, device("01:00.0").getMsixVectors()));
	}

	@Test
	void aDeviceThatOnlyTheTextHasIsRead() {
		PciDevice smbus = device("00:1f.4");
		assertAll(() -> assertEquals("SMBus: Example SMBus Controller", smbus.getDescription()), () -> assertEquals(0x7aa3, smbus.getDeviceId()),
				() -> assertEquals(0x0c0500, smbus.getClassCode()),
				() -> assertEquals("bar0 0x603e118000-0x603e1180ff", smbus.getResources().get(0).getName() + " " + smbus.getResources().get(0).getRange()));
	}

	@Test
	void windowsThatTheFirmwareDisabledAreLeftOut() {
		assertEquals("[0x80000000-0xbfffffff, 0x4000000000-0x7fffffffff]", index.memoryWindows().toString());
	}

	@Test
	void portsOfAWindowAreCountedByLength() {
		assertTrue(board.getPciWindows().stream().anyMatch(window -> window.getType() == PciResourceType.IO_PORT
				&& window.getRange().equals(new AddressRange(0xcf8, 0xcff))));
	}

	@Test
	void serialPortsComeFromBothLayers() {
		assertEquals(List.of("/dev/ttyS0: portio 0x3f8, IRQ 4", "/dev/ttyS4: mmio 0xfe040000, IRQ 16, PCI 00:1e.0", "/dev/ttyS10: unknown 0x2e0, IRQ 7"),
				board.getSerialPorts().stream().map(BoardSummary::of).toList());
	}

	@Test
	void registersOfAnMmioUartMayBeFourBytesApart() {
		SerialPort port = index.serialPort("/dev/ttyS4").orElseThrow();
		assertAll(() -> assertEquals(4, port.getRegisterWidth()), () -> assertEquals(SerialPortType.MMIO, port.getType()));
	}

	@Test
	void platformFactsAreRead() {
		assertAll(() -> assertEquals(List.of(3, 5, 6, 7, 10, 11), board.getAvailableIrqs()), () -> assertEquals(120, board.getIoapics().get(0).getGsiNumber()),
				() -> assertEquals("0xfed91000", board.getRemappingUnits().get(1).getRegisterBase().toString()),
				() -> assertTrue(board.getRemappingUnits().get(0).isIgnored()), () -> assertFalse(board.getRemappingUnits().get(1).isIgnored()),
				() -> assertEquals("0xc0000000", board.getMmconfigBase().toString()), () -> assertEquals(0x10000, board.getTpm().getLogAreaMinimumLength()),
				() -> assertEquals("1-4", board.getUsbDevices().get(0).getLocation()), () -> assertEquals("vfat", board.getBlockDevices().get(1).getType()),
				() -> assertEquals(16, board.getMaxMsixTableSize()), () -> assertEquals("Example Firmware 1.0", board.getFirmware()),
				() -> assertEquals(List.of("L2 8 10", "L3 4 12"),
						board.getRdtResources().stream().map(rdt -> rdt.getName() + " " + rdt.getClosMax() + " " + rdt.getMaskMax()).toList()));
	}

	@Test
	void elementsKnowWhereTheyStand() {
		BoardReading reading = BoardText.read(BoardText.HYBRID);
		BoardIndex located = new BoardIndex(reading.board().orElseThrow());
		String line = BoardText.HYBRID.split("\n")[reading.locationOf(located.device(PciAddress.valueOf("00:1f.4")).orElseThrow()).line() - 1];
		assertEquals("00:1f.4 SMBus: Example SMBus Controller (rev 01)", line.strip());
	}
}
