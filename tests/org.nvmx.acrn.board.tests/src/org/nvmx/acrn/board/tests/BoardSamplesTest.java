// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nvmx.acrn.board.BoardReader;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.PlatformChecks;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.quantity.PciAddress;

/** Board files that ACRN ships with two of its releases. */
class BoardSamplesTest {

	private final BoardReader reader = new BoardReader();

	/** Expect: the counts of the file, only the missing parts that it really lacks, and no error. */
	@ParameterizedTest
	@CsvSource({"v2.6, qemu, 4, 16, 19, 1, 4095, NVMX2011 NVMX2016", "v2.6, whl-ipc-i5, 4, 13, 19, 4, 8059, NVMX2011 NVMX2016",
			"v3.3, qemu, 4, 16, 19, 1, 4095, NVMX2016", "v3.3, whl-ipc-i5, 4, 13, 19, 6, 8059, ''"})
	void counts(String release, String name, int cpus, int caches, int devices, int ttys, long mebibytes, String codes) {
		BoardReading reading = reader.read(BoardSamples.file(release, name));
		Board board = reading.board().orElseThrow();
		BoardIndex index = new BoardIndex(board);
		List<String> problems = Stream.concat(reading.diagnostics().stream(), PlatformChecks.check(reading).stream()).map(Diagnostic::code).toList();
		assertAll(() -> assertEquals(name, board.getName()), () -> assertEquals(cpus, board.getCpus().size()), () -> assertEquals(caches, board.getCaches().size()),
				() -> assertEquals(devices, index.devices().size()), () -> assertEquals(ttys, board.getSerialPorts().size()),
				() -> assertEquals(mebibytes, index.ramSize() >> 20), () -> assertEquals(codes.isEmpty() ? List.of() : List.of(codes.split(" ")), problems));
	}

	@Test
	void linuxNumbersAndApicIdsDiffer() {
		Board board = reader.read(BoardSamples.file("v3.3", "whl-ipc-i5")).board().orElseThrow();
		assertEquals("0=0x0 1=0x2 2=0x4 3=0x6", String.join(" ", board.getCpus().stream().map(cpu -> cpu.getCpuId() + "=" + cpu.getApicId()).toList()));
	}

	@Test
	void aSharedCacheNamesAllItsCpus() {
		Board board = reader.read(BoardSamples.file("v3.3", "whl-ipc-i5")).board().orElseThrow();
		assertEquals(4, new BoardIndex(board).cache(3, 0).orElseThrow().getCpus().size());
	}

	@Test
	void windowsOfTheHostBridge() {
		Board board = reader.read(BoardSamples.file("v3.3", "whl-ipc-i5")).board().orElseThrow();
		assertEquals("[0x90000000-0xdfffffff, 0xfc800000-0xfe7fffff]", new BoardIndex(board).memoryWindows().toString());
	}

	@Test
	void aDriveBehindARootPort() {
		Board board = reader.read(BoardSamples.file("v3.3", "whl-ipc-i5")).board().orElseThrow();
		var drive = new BoardIndex(board).device(PciAddress.valueOf("02:00.0")).orElseThrow();
		assertAll(() -> assertEquals(16, drive.getMsixVectors()), () -> assertEquals(8, drive.getMsiVectors()), () -> assertEquals(0x126f, drive.getVendorId()));
	}
}
