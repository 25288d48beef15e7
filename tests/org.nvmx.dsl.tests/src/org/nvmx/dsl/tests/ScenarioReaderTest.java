// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.source.TextFileReader;
import org.nvmx.dsl.validation.Rule;

/** Whatever the file is, the answer is a document with diagnostics. */
class ScenarioReaderTest {

	@TempDir
	private Path folder;

	@Test
	void aScenarioIsRead() throws IOException {
		ScenarioDocument document = read("scenario \"Größe\" // ü\n".getBytes(StandardCharsets.UTF_8));
		assertEquals(List.of(), document.diagnostics());
		assertEquals("Größe", document.scenario().orElseThrow().getName());
		assertFalse(document.hasErrors());
	}

	@Test
	void aByteOrderMarkIsNoText() throws IOException {
		ScenarioDocument document = read("\uFEFFscenario s".getBytes(StandardCharsets.UTF_8));
		assertEquals(List.of(), document.diagnostics());
		assertEquals("scenario s", document.text());
	}

	@Test
	void aMissingFile() {
		assertOnly(Rule.FILE_UNREADABLE, Expectation.READER.read(folder.resolve("missing.nvmx")), "it does not exist");
	}

	@Test
	void aFolder() {
		assertOnly(Rule.FILE_UNREADABLE, Expectation.READER.read(folder), "it is a directory");
	}

	@Test
	void anEmptyFile() throws IOException {
		ScenarioDocument document = read(new byte[0]);
		assertOnly(Rule.NO_SCENARIO, document, "defines no scenario");
		assertTrue(document.scenario().isEmpty());
		assertNotNull(document.written());
	}

	@Test
	void otherEncodings() throws IOException {
		assertOnly(Rule.FILE_NOT_TEXT, read("scenario \"Größe\"".getBytes(StandardCharsets.ISO_8859_1)), "byte at offset 12");
		assertOnly(Rule.FILE_NOT_TEXT, read("\uFEFFscenario s".getBytes(StandardCharsets.UTF_16LE)), "starts like UTF-16");
		assertOnly(Rule.FILE_NOT_TEXT, read("scenario s".getBytes(StandardCharsets.UTF_16BE)), "NUL");
	}

	@Test
	void binaryGarbage() throws IOException {
		byte[] garbage = new byte[100_000];
		new Random(1).nextBytes(garbage);
		assertOnly(Rule.FILE_NOT_TEXT, read(garbage), "belongs to no character");
	}

	@Test
	void aHugeFileIsRefusedBeforeItFillsTheMemory() throws IOException {
		Path file = folder.resolve("huge.nvmx");
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.setLength(8L * TextFileReader.MAX_BYTES);
		}
		assertOnly(Rule.FILE_TOO_LARGE, Expectation.READER.read(file), "134217728 bytes");
	}

	@Test
	void printableGarbageHasCountedProblems() {
		ScenarioDocument document = Expectation.READER.read("scenario s post-launched vm a { cpus 99 }\n".repeat(3000), Path.of("s.nvmx"));
		assertEquals(201, document.diagnostics().size());
		assertEquals(Rule.TOO_MANY_PROBLEMS.code(), document.diagnostics().get(200).code());
	}

	/** Stimulus: an error behind more warnings than are shown. Expect: it is shown, and the document has errors. */
	@Test
	void anErrorIsNotAmongThoseThatAreCounted() {
		ScenarioDocument document = Expectation.READER.read("scenario s\nservice vm a { guest flags HIDE_MTRR, "
				+ "HIDE_MTRR, ".repeat(300) + "RT\ncpus 1\n}\npost-launched vm b { cpus 99 }\n", Path.of("s.nvmx"));
		assertEquals(201, document.diagnostics().size());
		assertTrue(document.diagnostics().stream().anyMatch(problem -> problem.code().equals(Rule.PCPU_OUT_OF_RANGE.code())));
		assertTrue(document.hasErrors());
	}

	@Test
	void linesAndColumnsCountFromOneInUtf16Units() {
		var location = Expectation.READER.read("scenario s\r\n/* 😀 */ post-launched vm a { cpus 99 }", Path.of("s.nvmx")).diagnostics().get(0).location();
		assertEquals("s.nvmx:2:36", location.toString());
	}

	@Test
	void severalThreadsReadAtOnce() {
		List<Integer> problems = List.of(1, 2, 3, 4, 5, 6, 7, 8).parallelStream()
				.map(n -> Expectation.READER.read("scenario s post-launched vm a { cpus 99 }".repeat(n), Path.of("s.nvmx")).diagnostics().size()).toList();
		assertEquals(List.of(1, 4, 6, 8, 10, 12, 14, 16), problems);
	}

	private ScenarioDocument read(byte[] bytes) throws IOException {
		return Expectation.READER.read(Files.write(folder.resolve("scenario.nvmx"), bytes));
	}

	private static void assertOnly(Rule rule, ScenarioDocument document, String part) {
		assertEquals(List.of(rule), Expectation.rules(document));
		String message = document.diagnostics().get(0).message();
		assertTrue(message.contains(part), "expected '" + part + "' in: " + message);
		assertFalse(document.diagnostics().get(0).remedy().isEmpty(), "there is something to do");
	}
}
