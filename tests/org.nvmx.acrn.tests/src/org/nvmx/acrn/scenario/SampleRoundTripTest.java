// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.xml.CanonicalXml;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.Scheduler;

/** ACRN's own scenarios through the language and back, onto the file that they came from. */
class SampleRoundTripTest {

	private static XmlDocument document(Path file) {
		return new XmlReader().read(file, file.getFileName().toString()).document().orElseThrow();
	}

	/** Through the text of the language, as a user's file. */
	private static Scenario imported(XmlDocument document, Dialect dialect) {
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(new ScenarioXmlImport().read(document, dialect).scenario());
		return ScenarioReader.create().read(ScenarioWriter.create().write(model), Path.of("sample.nvmx")).scenario().orElseThrow();
	}

	private static Stream<Path> samples() {
		return Stream.of(Dialect.V2_6, Dialect.V3_3).flatMap(dialect -> AcrnSamples.scenarios(dialect).stream());
	}

	/** Stimulus: every sample, imported and exported onto itself. Expect: the same document, comments and unknown options included. */
	@TestFactory
	List<DynamicTest> everySampleComesBackAsItWas() {
		return samples().map(file -> DynamicTest.dynamicTest(file.getParent().getFileName() + "/" + file.getFileName(), () -> {
			XmlDocument document = document(file);
			Dialect dialect = new DialectInference().infer(document.root()).dialect();
			ScenarioExport export = new ScenarioXmlExport(dialect).export(imported(document, dialect), ModelSource.NONE, document, dialect);
			assertEquals(CanonicalXml.of(document), CanonicalXml.of(export.document()));
		})).toList();
	}

	/** Stimulus: a sample whose scheduler is changed in the language. Expect: that element alone differs. */
	@Test
	void aChangeChangesItsElementOnly() {
		Path file = AcrnSamples.scenarios(Dialect.V2_6).stream().filter(sample -> sample.endsWith("industry.xml")).findFirst().orElseThrow();
		XmlDocument document = document(file);
		Scenario scenario = imported(document, Dialect.V2_6);
		scenario.getHypervisor().setScheduler(Scheduler.NOOP);
		String changed = CanonicalXml.of(new ScenarioXmlExport(Dialect.V2_6).export(scenario, ModelSource.NONE, document, Dialect.V2_6).document());
		assertEquals(CanonicalXml.of(document).replace("text SCHED_BVT", "text SCHED_NOOP"), changed);
		assertFalse(changed.equals(CanonicalXml.of(document)));
	}

	/** Stimulus: a VM removed in the language. Expect: its element is gone, the others are as they were. */
	@Test
	void aRemovedVmIsRemoved() {
		Path file = AcrnSamples.scenarios(Dialect.V3_3).stream().filter(sample -> sample.endsWith("hybrid.xml")).findFirst().orElseThrow();
		XmlDocument document = document(file);
		Scenario scenario = imported(document, Dialect.V3_3);
		int last = scenario.getVms().size() - 1;
		scenario.getVms().remove(last);
		XmlDocument expected = document.copy();
		expected.root().replace(expected.root().children("vm").get(last));
		assertEquals(CanonicalXml.of(expected),
				CanonicalXml.of(new ScenarioXmlExport(Dialect.V3_3).export(scenario, ModelSource.NONE, document, Dialect.V3_3).document()));
	}
}
