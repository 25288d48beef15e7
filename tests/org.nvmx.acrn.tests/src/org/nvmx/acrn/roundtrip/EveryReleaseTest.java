// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.scenario.ScenarioExport;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.upgrade.ScenarioXmlUpgrade;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;

/** The releases of which no samples are at hand, as well as those of which there are, on scenarios in their own words. */
class EveryReleaseTest {

	private static Scenario read(XmlDocument document, Dialect dialect) {
		return RoundTrip.throughText(new ScenarioXmlImport().read(document, dialect).scenario());
	}

	private static String text(Scenario scenario) {
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(scenario);
		return ScenarioWriter.create().write(model);
	}

	private static List<String> structure(XmlDocument document, Dialect dialect) {
		return new ScenarioXmlCheck().check(document, dialect, Optional.empty()).stream().filter(problem -> problem.code().startsWith("NVMX06")).map(Diagnostic::toString).toList();
	}

	/**
	 * Stimulus: a scenario of each release. Expect: it is taken for one of that release and no other, and the release's structure has nothing against it;
	 * v3.2 has nothing that v3.3 does not have.
	 */
	@ParameterizedTest
	@EnumSource(Dialect.class)
	void theReleaseIsRecognized(Dialect dialect) {
		XmlDocument document = ReleaseTexts.of(dialect);
		assertEquals(List.of(), structure(document, dialect));
		assertEquals(dialect == Dialect.V3_2 ? "ACRN v3.3 (v3.2 to v3.3 fit)" : "ACRN " + dialect, new DialectInference().infer(document.root()).describe());
	}

	/** Stimulus: the same, through the language and back. Expect: all that it says is there again, and nothing is reported. */
	@ParameterizedTest
	@EnumSource(Dialect.class)
	void theLanguageSaysAllOfIt(Dialect dialect) {
		XmlDocument document = ReleaseTexts.of(dialect);
		assertEquals(List.of(), new ScenarioXmlImport().read(document, dialect).diagnostics());
		RoundTrip trip = RoundTrip.of(document);
		assertEquals(List.of(), statements(trip.silent()));
		assertEquals(List.of(), statements(trip.named()));
		assertEquals(List.of(), statements(trip.added()).stream().filter(line -> !line.matches(".*/(use_type|backend_type) = .*")).toList());
		assertTrue(trip.written().size() > 60, () -> statements(trip.written()).toString());
	}

	private static List<String> statements(List<XmlLeaves.Leaf> leaves) {
		return leaves.stream().map(XmlLeaves.Leaf::statement).toList();
	}

	/**
	 * Stimulus: the same, exported for every release. Expect: that release's structure has nothing against it; and where nothing is reported, the export
	 * says the same: releases of one generation write it alike, so it is the same scenario again.
	 */
	@ParameterizedTest
	@EnumSource(Dialect.class)
	void otherReleasesGetTheSameMeaning(Dialect dialect) {
		String expected = text(read(ReleaseTexts.of(dialect), dialect));
		List<Dialect> alike = Arrays.stream(Dialect.values()).filter(to -> meansTheSame(dialect, to, expected)).toList();
		assertTrue(alike.contains(dialect), () -> dialect + " is alike " + alike);
	}

	private static boolean meansTheSame(Dialect from, Dialect to, String expected) {
		ScenarioExport export = new ScenarioXmlExport(to).export(read(ReleaseTexts.of(from), from), ModelSource.NONE);
		assertEquals(List.of(), structure(export.document(), to), () -> from + " for " + to + "\n" + export.text());
		boolean alike = export.diagnostics().isEmpty() && from.isV3() == to.isV3();
		if (alike) {
			List<XmlDocument> launches = export.launch().map(launch -> new XmlReader().read(new XmlWriter().write(launch), "launch.xml").document().orElseThrow()).stream().toList();
			XmlDocument again = new XmlReader().read(export.text(), "again.xml").document().orElseThrow();
			assertEquals(expected, text(RoundTrip.throughText(new ScenarioXmlImport().read(again, to, launches).scenario())), () -> from + " for " + to + "\n" + export.text());
		}
		return alike;
	}

	/** Stimulus: the same of each release up to v3.3, upgraded to it. Expect: a scenario that v3.3's structure has nothing against. */
	@ParameterizedTest
	@EnumSource(value = Dialect.class, mode = EnumSource.Mode.EXCLUDE, names = "V3_4")
	void upgradesFitTheNewRelease(Dialect dialect) {
		ScenarioXmlUpgrade.Upgrade upgrade = new ScenarioXmlUpgrade(Dialect.V3_3).upgrade(ReleaseTexts.of(dialect), dialect, List.of());
		assertEquals(List.of(), structure(upgrade.document(), Dialect.V3_3), () -> new XmlWriter().write(upgrade.document()));
		assertEquals(List.of(), upgrade.diagnostics().stream().filter(problem -> dialect.compareTo(Dialect.V3_1) >= 0).map(Diagnostic::toString).collect(Collectors.toList()));
	}
}
