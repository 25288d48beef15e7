// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.ServiceVm;

/** A model without a text gets one, and the text reads back as the same model. */
class ScenarioWriterTest {

	private static final ScenarioWriter WRITER = ScenarioWriter.create();

	@Test
	void aModelMadeByAProgramIsWrittenInTheLayout() {
		ScenarioFactory factory = ScenarioFactory.eINSTANCE;
		ScenarioModel model = factory.createScenarioModel();
		Scenario scenario = factory.createScenario();
		scenario.setName("nested");
		scenario.setHypervisor(factory.createHypervisor());
		scenario.getHypervisor().setNestedVirtualization(false);
		ServiceVm vm = factory.createServiceVm();
		vm.setName("Größe \"1\"\\");
		vm.getGuestFlags().addAll(List.of(GuestFlag.RT, GuestFlag.HIDE_MTRR));
		NestedVm nested = factory.createNestedVm();
		nested.setName("n1");
		nested.setMemory(ByteSize.valueOf("512 MiB"));
		vm.getNestedVms().add(nested);
		scenario.getVms().add(vm);
		model.getDefinitions().add(scenario);
		assertEquals("""
				scenario "nested"

				hypervisor {
					nested virtualization off
				}

				service vm "Größe \\"1\\"\\\\" {
					guest flags RT, HIDE_MTRR
					nested vm n1 {
						memory 512 MiB
					}
				}
				""", WRITER.write(model));
	}

	@Test
	void anEmptyModelIsAnEmptyText() {
		assertEquals("", WRITER.write(ScenarioFactory.eINSTANCE.createScenarioModel()));
	}

	@Test
	void theExamplesReadBackAsTheSameModels() throws IOException {
		for (Path example : Examples.valid()) {
			ScenarioDocument document = Expectation.READER.read(Files.readString(example), example);
			ScenarioDocument again = Expectation.READER.read(WRITER.write(document.written()), example);
			assertEquals(List.of(), again.diagnostics(), example.toString());
			assertTrue(EcoreUtil.equals(document.written(), again.written()), example + " reads back as another model:\n" + again.text());
		}
	}
}
