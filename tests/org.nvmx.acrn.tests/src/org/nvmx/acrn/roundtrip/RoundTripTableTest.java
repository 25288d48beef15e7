// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.ManualPage;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.roundtrip.XmlLeaves.Leaf;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.samples.AcrnSchema;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.scenario.ScenarioExport;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlIndent;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;

/** ACRN's samples, one by one: what the language says itself, and what only an export onto the original keeps. The page of the manual is made of it. */
class RoundTripTableTest {

	private static final Path PAGE = Path.of("docs/acrn-round-trip.md");
	private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

	private static XmlDocument document(Path file) {
		return new XmlReader().read(file, file.getFileName().toString()).document().orElseThrow();
	}

	private static Map<String, RoundTrip> scenarios() {
		Map<String, RoundTrip> trips = new LinkedHashMap<>();
		for (Dialect dialect : List.of(Dialect.V2_6, Dialect.V3_3)) {
			AcrnSamples.scenarios(dialect).forEach(file -> trips.put(name(dialect, file), RoundTrip.of(document(file))));
		}
		return trips;
	}

	/** The launch files of v2, each with the scenario whose name it starts with. */
	private static Map<String, RoundTrip> launches() {
		Map<String, RoundTrip> trips = new LinkedHashMap<>();
		for (Path file : AcrnSamples.files(Dialect.V2_6).stream().filter(launch -> launch.getFileName().toString().contains("_launch_")).toList()) {
			Path scenario = file.resolveSibling(file.getFileName().toString().replaceFirst("_launch_.*", ".xml"));
			new XmlReader().read(file, file.getFileName().toString()).document()
					.ifPresent(launch -> trips.put(name(Dialect.V2_6, file), RoundTrip.of(document(scenario), launch)));
		}
		return trips;
	}

	private static String name(Dialect dialect, Path file) {
		return dialect + " " + file.getParent().getFileName() + "/" + file.getFileName();
	}

	private static String statements(Map<String, RoundTrip> trips, Function<RoundTrip, List<Leaf>> part) {
		return trips.entrySet().stream().flatMap(trip -> part.apply(trip.getValue()).stream().map(leaf -> trip.getKey() + ": " + leaf.statement()))
				.collect(Collectors.joining("\n"));
	}

	/** Stimulus: every sample and every launch file. Expect: what is not written is said to be so, or says nothing; what is written is not said to be lost. */
	@Test
	void nothingIsLostInSilence() {
		for (Map<String, RoundTrip> trips : List.of(scenarios(), launches())) {
			assertTrue(trips.size() >= 8, trips.keySet().toString());
			assertEquals("", statements(trips, RoundTrip::silent));
			assertEquals("", statements(trips, RoundTrip::misnamed));
			trips.forEach((name, trip) -> assertEquals(List.of(), trip.lostOnto(), name));
			assertEquals("", statements(trips, RoundTrip::added));
			trips.forEach((name, trip) -> assertTrue(trip.written().size() > trip.usual().size() / 4, name));
		}
	}

	/** Stimulus: every sample, through the language to its own release. Expect: the release's own schema accepts the export. */
	@Test
	void exportsAreValid() {
		for (Dialect dialect : List.of(Dialect.V2_6, Dialect.V3_3)) {
			AcrnSchema schema = new AcrnSchema(dialect);
			for (Path file : AcrnSamples.scenarios(dialect)) {
				assertEquals(List.of(), schema.problems(new ScenarioXmlExport(dialect).export(scenario(file, dialect))), file.toString());
			}
		}
	}

	/** Stimulus: every sample, through the language to every release. Expect: no element that the release does not have, and no value that it does not take. */
	@Test
	void everyReleaseTakesWhatIsExportedForIt() {
		for (Dialect from : List.of(Dialect.V2_6, Dialect.V3_3)) {
			for (Path file : AcrnSamples.scenarios(from)) {
				for (Dialect to : Dialect.values()) {
					ScenarioExport export = new ScenarioXmlExport(to).export(scenario(file, from), ModelSource.NONE);
					assertEquals(List.of(), new ScenarioXmlCheck().check(export.document(), to, Optional.empty()).stream().filter(problem -> problem.code().startsWith("NVMX061"))
							.map(Diagnostic::toString).toList(), () -> file + " for " + to + "\n" + export.text());
				}
			}
		}
	}

	private static Scenario scenario(Path file, Dialect dialect) {
		return RoundTrip.throughText(new ScenarioXmlImport().read(document(file), dialect).scenario());
	}

	/** Stimulus: the same. Expect: the page of the manual states the numbers. If it does not, the page that it should be is in the target folder. */
	@Test
	void thePageStatesTheNumbers() throws IOException {
		ManualPage.assertStates(PAGE, page());
	}

	private static String page() {
		StringBuilder page = new StringBuilder("""
				# Round trip of ACRN's samples

				This page is made by a test; do not edit it. Each sample of ACRN was imported, written as a scenario of the language, read again and exported for
				the same release, without the original file at hand. The numbers count elements with a text, and attributes.

				* **written**: the exported file says it as the original did.
				* **says nothing**: left out because it changes nothing: an empty element, ACRN's default, the port of a vUART that is off.
				* **kept by --onto**: the language does not say it. The import names each (`NVMX0811`), and `nvmx export --onto` keeps it at its place.
				* **lost**: in neither.
				* **comments**: come with the import, each above what its element became, go with the export, and are kept at their place by --onto.
				* **filled in**: the exported file says it and the original did not: defaults that ACRN fills in itself, names of VMs that had none.

				| release and sample | written | says nothing | kept by --onto | comments | lost | filled in |
				|---|---:|---:|---:|---:|---:|---:|
				""");
		Map<String, RoundTrip> scenarios = scenarios();
		scenarios.forEach((name, trip) -> page.append(String.format("| %s | %d | %d | %d | %d | %d | %d |%n", name, trip.written().size(), trip.usual().size(),
				trip.named().size(), trip.comments(), trip.silent().size() + trip.lostOnto().size(), trip.filled().size())));
		page.append("\n## Kept by --onto, by option\n\n").append(options(scenarios));
		page.append("""

				## Launch files of v2

				`nvmx import --launch` reads them together with their scenario, and an export for v2 writes `launch.xml`. What the language does not say is named
				by the import (`NVMX0813`), and `nvmx export --onto-launch` keeps it at its place.

				| release and launch file | written | says nothing | kept by --onto-launch | comments, kept by --onto-launch | lost |
				|---|---:|---:|---:|---:|---:|
				""");
		Map<String, RoundTrip> launches = launches();
		launches.forEach((name, trip) -> page.append(String.format("| %s | %d | %d | %d | %d | %d |%n", name, trip.written().size(), trip.usual().size(),
				trip.named().size(), trip.comments(), trip.silent().size() + trip.lostOnto().size())));
		return page.append('\n').append(options(launches)).append(lengths()).toString();
	}

	private static String lengths() {
		StringBuilder page = new StringBuilder("""

				## Length

				Lines of each sample, and of the scenario that was made of it, both in their usual layout, without empty lines and comments.

				| release and sample | lines of XML | lines of the scenario | ratio |
				|---|---:|---:|---:|
				""");
		int allXml = 0;
		int allText = 0;
		for (Dialect dialect : List.of(Dialect.V2_6, Dialect.V3_3)) {
			for (Path file : AcrnSamples.scenarios(dialect)) {
				XmlDocument xml = document(file);
				int text = lines(text(new ScenarioXmlImport().read(xml, dialect).scenario()));
				XmlIndent.indent(xml.root());
				int written = lines(new XmlWriter().write(xml));
				page.append(length(name(dialect, file), written, text));
				allXml += written;
				allText += text;
			}
		}
		return page.append(length("all", allXml, allText)).toString();
	}

	private static String length(String name, int xml, int text) {
		return String.format(Locale.ROOT, "| %s | %d | %d | %.2f |%n", name, xml, text, (double) text / xml);
	}

	private static int lines(String text) {
		return (int) COMMENT.matcher(text).replaceAll("").lines().filter(line -> !line.isBlank()).count();
	}

	private static String text(Scenario scenario) {
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(scenario);
		return ScenarioWriter.create().write(model);
	}

	private static String options(Map<String, RoundTrip> trips) {
		Map<String, List<String>> options = new TreeMap<>();
		trips.values().forEach(trip -> trip.named().forEach(leaf -> options.computeIfAbsent(leaf.plain(), path -> new ArrayList<>()).add(leaf.text())));
		if (options.isEmpty()) {
			return "Nothing.\n";
		}
		return options.entrySet().stream().map(option -> "* `" + option.getKey() + "`: " + option.getValue().stream().distinct().sorted()
				.map(text -> "`" + text + "`").collect(Collectors.joining(", ")) + "\n").collect(Collectors.joining());
	}
}
