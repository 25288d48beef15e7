// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.PciDevice;

/** Each part that a board file may lack is said once, at the root element, and the rest is read. */
class MissingPartsTest {

	/** Expect: the rule, once, and a board with CPUs or devices. */
	@ParameterizedTest
	@CsvSource({"processors, NO_PROCESSOR_TREE", "memory, NO_MEMORY", "TTYS_INFO, ''", "AVAILABLE_IRQ_INFO, NO_AVAILABLE_IRQS", "ioapics, NO_IOAPICS",
			"BLOCK_DEVICE_INFO, NO_BLOCK_DEVICES", "IOMEM_INFO, NO_ADDRESS_MAP", "TOTAL_MEM_INFO, NO_TOTAL_MEMORY", "MMCFG_BASE_INFO, NO_MMCONFIG",
			"caches, NO_CACHES", "devices, NO_DEVICE_TREE", "PCI_DEVICE, ''", "CPU_PROCESSOR_INFO, ''", "CLOS_INFO, ''", "device-classes, ''", "DRHD_INFO, ''"})
	void oneMissingPart(String element, String rule) {
		BoardReading reading = BoardText.read(BoardText.without(element));
		List<String> expected = rule.isEmpty() ? List.of() : List.of(BoardRule.valueOf(rule).code());
		// without processors, caches name CPUs that are not there
		List<String> got = BoardText.codes(reading).stream().filter(code -> !code.equals(BoardRule.UNKNOWN_APIC_ID.code())).toList();
		assertAll(() -> assertEquals(expected, got), () -> assertTrue(reading.board().isPresent(), "the rest is a board"),
				() -> assertTrue(reading.diagnostics().stream().filter(problem -> expected.contains(problem.code()))
						.allMatch(problem -> problem.location().line() == 4 && problem.location().column() == 2), "at acrn-config"));
	}

	@Test
	void anEmptyBoardLacksEverythingOnce() {
		List<String> got = BoardText.codes(BoardText.read("<acrn-config/>"));
		List<String> expected = List.of(BoardRule.NO_BOARD_NAME, BoardRule.NO_CPUS, BoardRule.NO_CACHES, BoardRule.NO_ADDRESS_MAP, BoardRule.NO_TOTAL_MEMORY,
				BoardRule.NO_MEMORY, BoardRule.NO_PCI_DEVICES, BoardRule.NO_SERIAL_PORTS, BoardRule.NO_AVAILABLE_IRQS, BoardRule.NO_IOAPICS, BoardRule.NO_MMCONFIG,
				BoardRule.NO_BLOCK_DEVICES).stream().map(BoardRule::code).toList();
		assertEquals(expected, got);
	}

	@Test
	void cpuNumbersAloneAreCpus() {
		Board board = BoardText.board("<acrn-config board='b'><CPU_PROCESSOR_INFO>\n\t0, 2,\n 5\n</CPU_PROCESSOR_INFO></acrn-config>");
		assertEquals("[0, 2, 5]", board.getCpus().stream().map(cpu -> cpu.getCpuId()).toList().toString());
	}

	@Test
	void theTextOfLspciAloneMakesDevices() {
		Board board = BoardText.board(BoardText.without("devices"));
		assertEquals("00:00.0 00:02.0 00:1c.0 00:1f.4 01:00.0",
				board.getPciDevices().stream().map(PciDevice::getAddress).map(Object::toString).collect(Collectors.joining(" ")));
	}

	@Test
	void ramOfTheKernelsMapStandsInForTheFirmwares() {
		Board board = BoardText.board(BoardText.without("memory"));
		assertEquals("[0x100000-0x7fffffff]", board.getMemory().stream().map(range -> range.getRange()).toList().toString());
	}

	@Test
	void portsOfTheDeviceClassesAloneArePorts() {
		Board board = BoardText.board(BoardText.without("TTYS_INFO"));
		assertEquals("[/dev/ttyS0, /dev/ttyS10]", board.getSerialPorts().stream().map(port -> port.getPath()).toList().toString());
	}

	/** Stimulus: a board of the first releases, which is text throughout. Expect: what the text tells is known, and of what it does not tell, it is said which part is missing. */
	@Test
	void aBoardOfTextsAloneIsABoard() {
		BoardReading reading = BoardText.read("""
				<acrn-config board="old">
				<PCI_DEVICE>
					00:02.0 VGA compatible controller: Maker Graphics (rev 0b)
					Region 0: Memory at 90000000 (64-bit, non-prefetchable) [size=16M]
					Region 2: Memory at 0000000080000000 (64-bit, prefetchable)
					Region 3: Memory at &lt;ignored&gt; (32-bit, non-prefetchable)
					Region 4: I/O ports at &lt;unassigned&gt; [disabled] [size=64]
					00:18.0 Signal processing controller: Maker UART #1 (rev 0b)
					Region 0: Memory at 91000000 (64-bit, non-prefetchable) [virtual] [size=4K]
				</PCI_DEVICE>
				<PCI_VID_PID>
					00:02.0 0300: 8086:5a85 (rev 0b)
				</PCI_VID_PID>
				<MMCFG_BASE_INFO>
					/* PCI mmcfg base of MCFG */
					#define DEFAULT_PCI_MMCFG_BASE   0xe0000000UL
				</MMCFG_BASE_INFO>
				<CLOS_INFO>
					rdt resources supported: L2
					rdt resource clos max: 4
					rdt resource mask max: '0xff'
				</CLOS_INFO>
				<IOMEM_INFO>
					00100000-7fffffff : System RAM
					  00000000-00000000 : PCI Bus 0000:00
					80000000-cfffffff : PCI Bus 0000:00
				</IOMEM_INFO>
				<BLOCK_DEVICE_INFO>
					/dev/sda3: TYPE="ext4"
				</BLOCK_DEVICE_INFO>
				<TTYS_INFO>
					seri:/dev/ttyS0 type:mmio base:0x91000000 irq:4 bdf:"00:18.0"
				</TTYS_INFO>
				<AVAILABLE_IRQ_INFO>
					3, 6
				</AVAILABLE_IRQ_INFO>
				<TOTAL_MEM_INFO>
					2037756 kB
				</TOTAL_MEM_INFO>
				<CPU_PROCESSOR_INFO>
					0, 1
				</CPU_PROCESSOR_INFO>
				<RTCT>
					<SoftwareSRAM>
						<cache_level>2</cache_level>
					</SoftwareSRAM>
				</RTCT>
				</acrn-config>
				""");
		assertEquals(Stream.of(BoardRule.NO_PROCESSOR_TREE, BoardRule.NO_CACHES, BoardRule.NO_MEMORY, BoardRule.NO_DEVICE_TREE, BoardRule.NO_IOAPICS).map(BoardRule::code).sorted().toList(),
				BoardText.codes(reading).stream().sorted().toList());
		Board board = reading.board().orElseThrow();
		assertEquals("[0, 1]", board.getCpus().stream().map(cpu -> cpu.getCpuId()).toList().toString());
		assertEquals("[00:02.0 VGA compatible controller: Maker Graphics [bar0], 00:18.0 Signal processing controller: Maker UART #1 [bar0]]", board.getPciDevices().stream()
				.map(device -> device.getAddress() + " " + device.getDescription() + " " + device.getResources().stream().map(bar -> bar.getName()).toList()).toList().toString());
		assertEquals("[/dev/ttyS0 4 00:18.0]", board.getSerialPorts().stream().map(port -> port.getPath() + " " + port.getIrq() + " " + port.getPciAddress()).toList().toString());
		assertEquals("[0x100000-0x7fffffff]", board.getMemory().stream().map(range -> range.getRange()).toList().toString());
		assertEquals("[3, 6]", board.getAvailableIrqs().toString());
	}
}
