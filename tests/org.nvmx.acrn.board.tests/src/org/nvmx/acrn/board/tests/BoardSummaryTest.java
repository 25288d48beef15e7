// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.board.BoardSummary;
import org.nvmx.model.board.Board;

class BoardSummaryTest {

	@Test
	void aBoardInWords() {
		String expected = """
				board hybrid
				  processor        Example P
				  main board       Example Board
				  firmware         Example Firmware 1.0
				  DMA remapping    2 units
				  free interrupts  3, 5-7, 10-11
				  I/O APIC 2       interrupts 0 to 119 at 0xfec00000
				  TPM              2.0

				CPUs
				  CPU  type  APIC id  die  core
				  0    P     0x0      0    0
				  1    P     0x10     0    8
				  2    E     0x48     0    36
				  3    E     0x4a     0    37

				caches
				  L2 unified  1280 KiB  10 ways  CPUs id 0x0: 0    CAT: 10 bits, 8 classes
				  L2 unified  2 MiB     16 ways  CPUs 2-3
				  L3 unified  12 MiB    12 ways  CPUs id 0x0: 0-3  CAT: 12 bits, 4 classes, CDP, Software SRAM in ways 0x800

				memory
				  RAM            2047 MiB
				  usable         1953 MiB
				  RAM            2047 MiB  0x100000-0x7fffffff
				  Software SRAM  512 KiB   0x40080000-0x400fffff

				serial ports
				  /dev/ttyS0   portio   0x3f8       IRQ 4
				  /dev/ttyS4   mmio     0xfe040000  IRQ 16  00:1e.0
				  /dev/ttyS10  unknown  0x2e0       IRQ 7

				PCI devices
				  00:00.0  8086:4660                  Host bridge: Example Host Bridge
				  00:02.0  8086:4680  MSI 1           VGA compatible controller: Example Graphics
				  00:14.0  8086:7ae0                  USB controller: Example USB Controller
				  00:1c.0  8086:7ab8                  PCI bridge: Example Root Port
				  01:00.0  8086:15f2  MSI 1, MSI-X 5  Ethernet controller: Example Network Card
				  00:1f.4  8086:7aa3                  SMBus: Example SMBus Controller

				partitions
				  /dev/nvme0n1p2  ext4
				  /dev/sda1       vfat
				""";
		assertEquals(expected, BoardSummary.of(BoardText.board(BoardText.HYBRID)));
	}

	@Test
	void aCpuInWords() {
		Board board = BoardText.board(BoardText.HYBRID);
		assertEquals("CPU 2: E core, APIC id 0x48, die 0, core 36", BoardSummary.of(board.getCpus().get(2)));
	}

	@Test
	void whatTheFileDoesNotTellIsNotInvented() {
		assertEquals("""
				board without a name
				  DMA remapping  none (VT-d is off or absent)
				""", BoardSummary.of(BoardText.board("<acrn-config/>")));
	}
}
