// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.samples.AcrnSchema;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.scenario.ScenarioExport;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.ScenarioPackage;

/** Properties of all scenarios, on some that chance makes. */
class RandomScenarioTest {

	private static final int SCENARIOS = 50;
	/** What chance does not make: what is not ACRN's, or has another form after an import. */
	private static final Set<String> NOT_MADE = Set.of("Kernel.imageFile", "Kernel.configFile", "Kernel.rootFileSystem", "ServiceVm.nestedVms",
			"VirtualMachine.base");

	private static XmlDocument read(String xml) {
		return new XmlReader().read(xml, "s.xml").document().orElseThrow();
	}

	private static String text(Scenario scenario) {
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(scenario);
		return ScenarioWriter.create().write(model);
	}

	/** Stimulus: scenarios of which the release can say everything. Expect: written as text and read, and exported and imported, each is what it was; nothing is reported. */
	@ParameterizedTest
	@EnumSource(Dialect.class)
	void importUndoesExport(Dialect dialect) {
		for (long seed = 0; seed < SCENARIOS; seed++) {
			String expected = text(new RandomScenario(seed, dialect).make());
			Scenario scenario = RoundTrip.throughText(new RandomScenario(seed, dialect).make());
			assertEquals(expected, text(RoundTrip.throughText(new RandomScenario(seed, dialect).make())));
			ScenarioExport export = new ScenarioXmlExport(dialect).export(scenario, ModelSource.NONE);
			String message = dialect + " seed " + seed + "\n" + expected + export.text() + export.launch().map(new XmlWriter()::write).orElse("");
			assertEquals(List.of(), export.diagnostics(), message);
			List<XmlDocument> launches = export.launch().map(launch -> read(new XmlWriter().write(launch))).stream().toList();
			ScenarioXmlImport.Import back = new ScenarioXmlImport().read(read(export.text()), dialect, launches);
			assertEquals(expected, text(back.scenario()), message);
			assertEquals(List.of(), back.diagnostics(), message);
		}
	}

	/** Stimulus: the same. Expect: the export has the elements, the order and the values of the release; by its own schema, too, where that is at hand. */
	@ParameterizedTest
	@EnumSource(Dialect.class)
	void exportsAreOfTheRelease(Dialect dialect) {
		Optional<AcrnSchema> schema = dialect == Dialect.V2_6 || dialect == Dialect.V3_3 ? Optional.of(new AcrnSchema(dialect)) : Optional.empty();
		for (long seed = 0; seed < SCENARIOS; seed++) {
			ScenarioExport export = new ScenarioXmlExport(dialect).export(new RandomScenario(seed, dialect).make(), ModelSource.NONE);
			List<String> wrong = new ScenarioXmlCheck().check(export.document(), dialect, Optional.empty()).stream().filter(problem -> problem.code().startsWith("NVMX061"))
					.map(Diagnostic::toString).toList();
			assertEquals(List.of(), wrong, () -> dialect + "\n" + export.text());
			String message = dialect + " seed " + seed + "\n" + export.text();
			// v2's assertions are rules of their own: chance does not keep them.
			schema.ifPresent(known -> assertEquals(List.of(), known.problems(export.text()).stream().filter(problem -> !problem.contains("cvc-assertion")).toList(), message));
		}
	}

	/** Stimulus: the scenarios of all releases. Expect: every option of the model is in some of them, so that none of it goes untested. */
	@Test
	void everyOptionIsMade() {
		Set<String> made = new TreeSet<>();
		for (Dialect dialect : Dialect.values()) {
			for (long seed = 0; seed < SCENARIOS; seed++) {
				new RandomScenario(seed, dialect).make().eAllContents().forEachRemaining(object -> features(object, made));
			}
		}
		Set<String> all = ScenarioPackage.eINSTANCE.getEClassifiers().stream().filter(EClass.class::isInstance).map(EClass.class::cast)
				.filter(type -> !Set.of("ScenarioModel", "Import", "Definition", "Scenario", "Fragment", "NestedVm", "Disk", "NetworkInterface").contains(type.getName()))
				.flatMap(type -> type.getEStructuralFeatures().stream()).map(RandomScenarioTest::name).collect(Collectors.toCollection(TreeSet::new));
		all.removeAll(made);
		assertTrue(made.size() > 100, made.toString());
		assertEquals(new TreeSet<>(NOT_MADE), all);
	}

	private static void features(EObject object, Set<String> made) {
		object.eClass().getEAllStructuralFeatures().stream().filter(object::eIsSet).map(RandomScenarioTest::name).forEach(made::add);
	}

	private static String name(EStructuralFeature feature) {
		return feature.getEContainingClass().getName() + "." + feature.getName();
	}
}
