// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.samples.AcrnSchema;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Severity;

/** The examples, but for the one that is broken on purpose, as ACRN's XML of every release. */
class ExamplesExportTest {

	private static final List<Dialect> WITH_SCHEMA = List.of(Dialect.V2_6, Dialect.V3_3);
	private static final AcrnSchema V2_6 = new AcrnSchema(Dialect.V2_6);
	private static final AcrnSchema V3_3 = new AcrnSchema(Dialect.V3_3);
	/** Released before nested virtualization: what is left of such a scenario is not what it was. */
	private static final List<String> NESTED = List.of("nested-hello", "nested-linux");

	static List<Path> examples() throws IOException {
		try (Stream<Path> files = Files.walk(folder())) {
			List<Path> found = files.filter(file -> file.toString().endsWith(".nvmx") && !isBroken(file))
					.filter(file -> ScenarioReader.create().read(file).lackOfScenario().isEmpty()).sorted().toList();
			assertTrue(found.size() >= 8, found::toString);
			return found;
		}
	}

	/** Warnings are listed, too, and stop nothing. */
	private static boolean isBroken(Path example) {
		Path listed = example.resolveSibling("problems.txt");
		try {
			return Files.exists(listed) && Files.readString(listed).contains(": error: ");
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Path folder() {
		for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
			if (Files.isDirectory(each.resolve("examples/nested-hello"))) {
				return each.resolve("examples");
			}
		}
		throw new AssertionError("no folder 'examples' above " + Path.of("").toAbsolutePath());
	}

	private static ScenarioExport export(Path example, Dialect dialect) {
		ScenarioDocument document = ScenarioReader.create().read(example);
		return new ScenarioXmlExport(dialect).export(document.scenario().orElseThrow(), ModelSource.NONE);
	}

	/** Expect: a document of that release without an error by its rules, and, where ACRN's schema is at hand, by ACRN's own. */
	@ParameterizedTest
	@MethodSource("examples")
	void isExportedToEveryRelease(Path example) {
		for (Dialect dialect : Dialect.values()) {
			if (dialect == Dialect.V2_4 && NESTED.contains(example.getParent().getFileName().toString())) {
				continue;
			}
			ScenarioExport export = export(example, dialect);
			assertEquals(List.of(), new ScenarioXmlCheck().check(export.document(), dialect, Optional.empty()).stream()
					.filter(problem -> problem.severity() == Severity.ERROR).map(Diagnostic::toString).toList(), () -> dialect + "\n" + export.text());
			if (WITH_SCHEMA.contains(dialect)) {
				assertEquals(List.of(), (dialect == Dialect.V2_6 ? V2_6 : V3_3).problems(export.text()), () -> dialect + "\n" + export.text());
			}
		}
	}

	/** Expect: some release can say all of it. */
	@ParameterizedTest
	@MethodSource("examples")
	void someReleaseSaysAllOfIt(Path example) {
		List<Dialect> complete = Stream.of(Dialect.values()).filter(dialect -> lost(export(example, dialect)).isEmpty()).toList();
		assertTrue(!complete.isEmpty(), () -> "v2.6: " + lost(export(example, Dialect.V2_6)) + "\nv3.3: " + lost(export(example, Dialect.V3_3)));
	}

	/** @return what is not in the XML though the scenario says it; a VM with another name is still there, and ACRN 3 gives the Service VM its CPUs itself */
	private static List<String> lost(ScenarioExport export) {
		return export.diagnostics().stream().filter(problem -> problem.severity() != Severity.INFO)
				.filter(problem -> !problem.code().equals(AcrnRule.UPGRADE_SERVICE_VM_CPUS_LOST.code())).map(Diagnostic::message).toList();
	}
}
