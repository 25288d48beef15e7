// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.BoardSummary;

/** Files that are as large as a board file may be, and made to be slow: each is read or refused, in time that grows with its size alone. */
class HugeBoardTest {

	private static final int SIZE = 8 << 20;

	private static String board(String before, String unit, String after) {
		return "<acrn-config board='b'>" + before + unit.repeat(SIZE / unit.length()) + after + "</acrn-config>";
	}

	static Stream<Arguments> boards() {
		String cpus = "<processors><thread><cpu_id>0</cpu_id><apic_id>0x0</apic_id></thread></processors>";
		return Stream.of(Arguments.of("one CPU again and again", board("<processors>", "<thread><cpu_id>7</cpu_id></thread>", "</processors>")),
				Arguments.of("one cache with many sharers", board(cpus + "<caches><cache level='3'><processors>", "<processor>0x0</processor>", "</processors></cache></caches>")),
				Arguments.of("sharers that are no CPUs", board(cpus + "<caches><cache level='3'><processors>", "<processor>0x1</processor>", "</processors></cache></caches>")),
				Arguments.of("one line of numbers", board("<CPU_PROCESSOR_INFO>", "1,", "</CPU_PROCESSOR_INFO>")),
				Arguments.of("regions inside of regions", board("<IOMEM_INFO>", "0-ffff : x\n", "</IOMEM_INFO>")),
				Arguments.of("a device and its regions", board("<PCI_DEVICE>00:02.0 x\n", "Region 0: Memory at 0 (32-bit, prefetchable) [size=4K]\n", "</PCI_DEVICE>")),
				Arguments.of("one PCI device again and again",
						board("<devices><bus type='pci' address='0x0'>", "<device address='0x10000'><vendor>0x1</vendor></device>", "</bus></devices>")),
				Arguments.of("capabilities", board("<processors><model>", "<capability id='vmx'/>", "</model></processors>")),
				Arguments.of("a value without end", board("<memory><range start='", "0", "' end='1'/></memory>")),
				Arguments.of("buses in buses", board("<devices>", "<bus type='pci' address='0x1'>", "</devices>")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("boards")
	void isReadOrRefused(String name, String text) {
		BoardReading reading = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
			BoardReading result = BoardText.read(text);
			result.board().ifPresent(BoardSummary::of);
			return result;
		});
		assertTrue(reading.diagnostics().size() <= 101, () -> "at most 101 problems, got " + reading.diagnostics().size());
		assertTrue(reading.diagnostics().stream().allMatch(problem -> problem.message().length() < 400), "no message repeats the file");
	}
}
