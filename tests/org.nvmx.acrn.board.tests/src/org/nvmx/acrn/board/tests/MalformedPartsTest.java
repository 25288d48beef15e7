// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nvmx.acrn.board.BoardReader;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.model.diagnostic.Severity;

/** What cannot be read is said where it stands, and the rest is read. */
class MalformedPartsTest {

	/** Expect: one problem, at the value or line that is wrong. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"<cpu_id>2</cpu_id>        | <cpu_id>two</cpu_id>        | NVMX2020 'two'",
			"<cpu_id>2</cpu_id>        | <cpu_id>1</cpu_id>          | NVMX2022 '1'",
			"<apic_id>0x48</apic_id>   | <apic_id>48</apic_id>       | NVMX2020 '48'",
			"<ways>10</ways>           | <ways>-1</ways>             | NVMX2020 '-1'",
			"<sets>2048</sets>         | <sets>0xffffffffffffffff</sets> | NVMX2020 '0xffffffffffffffff'",
			"<cache_size>12582912<     | <cache_size>12582912000000000000000<  | NVMX2020 '12582912000000000000000'",
			"<address>0xfec00000<      | <address>fec00000<          | NVMX2020 'fec00000'",
			"end=\"0x000000007fffffff\"  | end=\"0x000000000000000f\"    | NVMX2020 'end=\"0x000000000000000f\"'",
			"address=\"0x1c0000\"        | address=\"0x200000\"          | NVMX2020 'address=\"0x200000\"'",
			"address=\"0x140000\"        | address=\"0x20000\"           | NVMX2023 'device'",
			"type=\"pci\" address=\"0x1\"  | type=\"pci\" address=\"0x100\"  | NVMX2020 'bus'",
			"max=\"0x603dffffff\"        | max=\"0x1000\"                | NVMX2020 'max=\"0x1000\"'",
			"00:1f.4 SMBus             | 00:3f.4 SMBus               | NVMX2020 '00:3f.4 SMBus: Example SMBus Controller (rev 01)'",
			"[size=256]                | [size=huge]                 | NVMX2021 'Region 0: Memory at 603e118000 (64-bit, non-prefetchable) [size=huge]'",
			"type:portio base:0x3F8    | type portio base:0x3F8      | NVMX2021 'seri:/dev/ttyS0 type portio base:0x3F8 irq:4'",
			"base:0x3F8 irq:4          | base:COM1 irq:4             | NVMX2020 'seri:/dev/ttyS0 type:portio base:COM1 irq:4'",
			"3, 5, 6, 7, 10, 11        | 3, five, 6                  | NVMX2020 '3, five, 6'",
			"2000000 kB                | 2 GB                        | NVMX2021 '2 GB'",
			"0xFED90000UL              | FED90000UL                  | NVMX2020 '#define DRHD0_REG_BASE          FED90000UL'",
			"/dev/sda1: UUID           | sda1 UUID                   | NVMX2021 'sda1 UUID=\"1234\" TYPE=\"vfat\" PARTUUID=\"5678\"'",
			"01000000-01ffffff :       | 01000000..01ffffff :        | NVMX2021 '01000000..01ffffff : Kernel code'",
			"<MAX_MSIX_TABLE_NUM>16    | <MAX_MSIX_TABLE_NUM>many    | NVMX2020 'many'"})
	void oneMalformedPlace(String old, String replacement, String expected) {
		String board = old.startsWith("<MAX") ? BoardText.HYBRID.replaceFirst("<MAX_MSIX_TABLE_NUM>\\s*16", replacement) : BoardText.with(old, replacement);
		BoardReading reading = BoardText.read(board);
		// a CPU that is left out is missed by the list of CPUs and by the caches
		String got = BoardText.places(reading, board).lines().filter(line -> !line.startsWith("NVMX2024") && !line.startsWith("NVMX2025")).findFirst()
				.orElse("no problem");
		assertAll(() -> assertEquals(expected, got.substring(0, Math.min(expected.length(), got.length()))),
				() -> assertTrue(reading.board().isPresent(), "the rest is a board"));
	}

	@Test
	void cpusThatOnlyOneListHasAreNamed() {
		BoardReading reading = BoardText.read(BoardText.with("0, 1, 2, 3", "0, 1, 2, 4"));
		assertEquals("The two lists of CPUs do not agree: 3 is only in processors, 4 is only in CPU_PROCESSOR_INFO", reading.diagnostics().get(0).message());
	}

	@Test
	void aCacheOfACpuThatIsNotThere() {
		BoardReading reading = BoardText.read(BoardText.HYBRID.replaceFirst("<processor>0x10</processor>", "<processor>0x99</processor>"));
		assertEquals("[" + BoardRule.UNKNOWN_APIC_ID.code() + "]", BoardText.codes(reading).toString());
	}

	/** Expect: an error that says what the file is instead. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {"<acrn-config><hv/><vm id='0'/></acrn-config> | it is a scenario",
			"<acrn-config><uos id='1'/></acrn-config> | it holds launch settings", "<html/> | its root element is html and not acrn-config"})
	void anotherKindOfFile(String text, String expected) {
		BoardReading reading = BoardText.read(text);
		assertAll(() -> assertFalse(reading.board().isPresent()), () -> assertEquals("The file is not a board: " + expected, reading.diagnostics().get(0).message()));
	}

	@ParameterizedTest
	@ValueSource(strings = {"", "not XML", "<acrn-config>", "<!DOCTYPE a [<!ENTITY b 'c'>]><acrn-config/>", "<acrn-config board=\"&b;\"/>"})
	void whatIsNotXmlIsAnError(String text) {
		BoardReading reading = BoardText.read(text);
		assertAll(() -> assertFalse(reading.board().isPresent()), () -> assertEquals(Severity.ERROR, reading.diagnostics().get(0).severity()));
	}

	@Test
	void aMissingFileIsAnError() {
		BoardReading reading = new BoardReader().read(Path.of("no such folder", "board.xml"));
		assertEquals("the file does not exist", reading.diagnostics().get(0).message());
	}

	@Test
	void aStreamThatBreaksIsAnError() {
		BoardReading reading = new BoardReader().read(new InputStream() {
			@Override
			public int read() throws IOException {
				throw new IOException("the cable was pulled");
			}
		}, "board.xml");
		assertEquals("The board cannot be read: the cable was pulled", reading.diagnostics().get(0).message());
	}

	@Test
	void aStreamIsReadAsAFileIs() {
		BoardReading reading = new BoardReader().read(new ByteArrayInputStream(BoardText.HYBRID.getBytes(StandardCharsets.UTF_8)), "board.xml");
		assertEquals("hybrid", reading.board().orElseThrow().getName());
	}

	@Test
	void manyProblemsAreCounted() {
		StringBuilder text = new StringBuilder("<acrn-config board='b'><IOMEM_INFO>");
		text.append("nonsense\n".repeat(5000)).append("</IOMEM_INFO></acrn-config>");
		BoardReading reading = BoardText.read(text.toString());
		assertAll(() -> assertEquals(101, reading.diagnostics().size()), () -> assertEquals(BoardRule.TOO_MANY_PROBLEMS.code(), reading.diagnostics().get(100).code()));
	}

	@Test
	void partsBeyondTheLimitsAreCutAndSaidOnce() {
		StringBuilder text = new StringBuilder("<acrn-config board='b'><processors>");
		for (int i = 0; i < 5000; i++) {
			text.append("<thread><cpu_id>").append(i).append("</cpu_id></thread>");
		}
		BoardReading reading = BoardText.read(text.append("</processors></acrn-config>").toString());
		assertAll(() -> assertEquals(4096, reading.board().orElseThrow().getCpus().size()),
				() -> assertEquals(1, BoardText.codes(reading).stream().filter(BoardRule.PART_TOO_LARGE.code()::equals).count()));
	}

	@Test
	void aTextBlobOfManyMegabytesIsCut() {
		String text = "<acrn-config board='b'><PCI_DEVICE>" + "00:00.0 x\n".repeat(1_000_000) + "</PCI_DEVICE></acrn-config>";
		BoardReading reading = BoardText.read(text);
		assertAll(() -> assertEquals(1, reading.board().orElseThrow().getPciDevices().size()),
				() -> assertTrue(BoardText.codes(reading).contains(BoardRule.PART_TOO_LARGE.code())));
	}
}
