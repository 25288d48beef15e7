// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.Test;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.scenario.ScenarioXmlImport.Import;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** ACRN's XML becomes a scenario, and what does not fit is said. */
class ScenarioXmlImportTest {

	/** All that both the language and every release can say. */
	private static final String SOURCE = """
			scenario s on board "b"
			hypervisor { build release serial console "/dev/ttyS1" scheduler noop }
			pre-launched vm "rt" {
				cpus 3
				guest flags LAPIC_PASSTHROUGH, RT
				legacy vuart 0 COM1 %1$s
				console vuart off
				kernel raw "zephyr" { args "a b" }
			}
			service vm "Service_VM" {
				legacy vuart 0 off %1$s
				console vuart pci
				kernel bzImage "Linux_bzImage" { args "root=/dev/sda2 rw" }
			}
			post-launched vm "post" {
				cpus 0..2, 5
				guest flags SECURE_WORLD_ENABLED
				legacy vuart 0 COM2 %1$s
				console vuart off
			}
			""";

	private static Scenario source(String text) {
		return ScenarioReader.create().read(text, Path.of("test.nvmx")).scenario().orElseThrow();
	}

	private static Import read(String xml, Dialect dialect) {
		return new ScenarioXmlImport().read(new XmlReader().read(xml, "s.xml").document().orElseThrow(), dialect);
	}

	/** Stimulus: a scenario exported to each release that can say it, and imported. Expect: the same model, and nothing reported. */
	@Test
	void importUndoesExport() {
		for (Dialect dialect : Dialect.values()) {
			Scenario expected = source(SOURCE.formatted(dialect.isV3() ? "" : "legacy vuart 1 off"));
			String xml = new ScenarioXmlExport(dialect).export(expected);
			Import result = read(xml, dialect);
			assertTrue(EcoreUtil.equals(expected, result.scenario()), () -> dialect + "\n" + xml + describe(expected) + describe(result.scenario()));
			assertEquals(List.of(), result.diagnostics(), dialect.toString());
		}
	}

	private static String describe(Scenario scenario) {
		StringBuilder text = new StringBuilder(scenario + "\n");
		scenario.eAllContents().forEachRemaining(object -> text.append(object.toString().replaceAll("^.*?\\(|@[0-9a-f]+", "")).append('\n'));
		return text.toString();
	}

	/** Stimulus: options that the language has no place for, and a comment. Expect: each option is reported where it stands; defaults are not, and the comment goes another way. */
	@Test
	void lossesAreReported() {
		Import result = read("""
				<acrn-config board="b" scenario="s"><!-- c --><hv>
				<FEATURES><RDT><MBA_DELAY></MBA_DELAY></RDT></FEATURES></hv>
				<vm id="0"><vm_type>SOS_VM</vm_type><pt_intx>(1,2)</pt_intx><legacy_vuart id="0"><base>INVALID_LEGACY_PIO</base></legacy_vuart></vm></acrn-config>
				""", Dialect.V2_6);
		assertEquals(List.of("3:46 NVMX0811 vm/pt_intx = '(1,2)' is not imported: the scenario has no word for it"),
				result.diagnostics().stream().map(ScenarioXmlImportTest::line).toList());
		assertEquals("off", result.scenario().getVms().get(0).getLegacyVuarts().get(0).getBase().getLiteral());
	}

	private static String line(Diagnostic problem) {
		return problem.location().line() + ":" + problem.location().column() + " " + problem.code() + " " + problem.message();
	}

	/** Stimulus: every sample of ACRN. Expect: each VM is there with its CPUs, and the import finds its losses without an exception. */
	@Test
	void samplesAreImported() {
		for (Dialect dialect : List.of(Dialect.V2_6, Dialect.V3_3)) {
			for (Path file : AcrnSamples.scenarios(dialect)) {
				XmlDocument document = new XmlReader().read(file, file.toString()).document().orElseThrow();
				Import result = new ScenarioXmlImport().read(document, dialect);
				assertEquals(document.root().children("vm").size(), result.scenario().getVms().size(), file.toString());
				List<VmXml> vms = new ScenarioXml(document, dialect).vms();
				for (int i = 0; i < vms.size(); i++) {
					VirtualMachine vm = result.scenario().getVms().get(i);
					int cpus = vm.getCpus().stream().mapToInt(range -> range.isSetLast() ? range.getLast() - range.getFirst() + 1 : 1).sum();
					assertEquals(vms.get(i).cpus().size(), cpus, file + " " + vm.getName());
				}
			}
		}
	}
}
