// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nvmx.acrn.board.BoardReader;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.generator.allocation.scenario.ScenarioPlan;
import org.nvmx.model.board.Board;
import org.nvmx.model.scenario.Scenario;

/**
 * ACRN's own scenarios with ACRN's own boards. They are not part of this project: the folder is named by the system property
 * {@code nvmx.acrn.samples} or the environment variable {@code NVMX_ACRN_SAMPLES}, or is {@code shared/acrn-samples} beside the checkout or
 * beside a folder that it is in. The tests fail where it is missing.
 */
class SampleScenariosTest {

	private static Path samples() {
		Optional<String> named = Optional.ofNullable(System.getProperty("nvmx.acrn.samples")).or(() -> Optional.ofNullable(System.getenv("NVMX_ACRN_SAMPLES")));
		if (named.isPresent()) {
			return Path.of(named.get());
		}
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			if (Files.isDirectory(folder.resolve("shared/acrn-samples"))) {
				return folder.resolve("shared/acrn-samples");
			}
		}
		throw new AssertionError("ACRN's samples are missing: put them into shared/acrn-samples beside the checkout, or name their folder by NVMX_ACRN_SAMPLES");
	}

	/** @return the files that are scenarios: not the board, no launch settings, and no file that was a symbolic link */
	private static List<XmlDocument> scenarios(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.toString().endsWith(".xml")).sorted().map(file -> new XmlReader().read(file, file.getFileName().toString()))
					.flatMap(reading -> reading.document().stream()).filter(document -> document.root().child("hv").isPresent()).toList();
		}
	}

	/** Expect: ACRN's scenarios fit their boards, each VM has its place, and the answer is the same every time. */
	@ParameterizedTest
	@CsvSource({"v2.6, qemu, 1", "v2.6, whl-ipc-i5, 5", "v3.3, qemu, 1", "v3.3, whl-ipc-i5, 7"})
	void eachFitsItsBoard(String release, String name, int count) throws IOException {
		Path folder = samples().resolve(release).resolve("data").resolve(name);
		Board board = new BoardReader().read(folder.resolve(name + ".xml")).board().orElseThrow();
		List<XmlDocument> scenarios = scenarios(folder);
		assertEquals(count, scenarios.size(), () -> "scenarios in " + folder);
		for (XmlDocument document : scenarios) {
			Dialect dialect = new DialectInference().infer(document.root()).dialect();
			Scenario scenario = new ScenarioXmlImport().read(document, dialect).scenario();
			AllocationReport report = ScenarioAllocator.allocate(ScenarioPlan.of(scenario, dialect).on(Optional.of(board)));
			String text = report.toText();
			assertAll(document.file(), () -> assertEquals(List.of(), report.problems()),
					() -> assertTrue(scenario.getVms().stream().allMatch(vm -> text.contains(vm.getName())), text),
					() -> assertEquals(text, ScenarioAllocator.allocate(ScenarioPlan.of(scenario, dialect).on(Optional.of(board))).toText()));
		}
	}
}
