// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.OptionType;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;

/** The options that are one element each, in every release. */
class PlainOptionTest {

	private static final List<String> CANDIDATES = List.of("y", "n", "2", "4", "300", "9000", "0x3", "PRIO_HIGH", "Nominal", "Windows OS", "ramdisk");

	private static Scenario scenario() {
		return ScenarioReader.create().read("""
				scenario s on board "b"
				hypervisor { build release serial console "/dev/ttyS1" scheduler noop }
				service vm "Service_VM" { legacy vuart 0 off console vuart pci kernel bzImage "Linux_bzImage" { args "root=/dev/sda2 rw" } }
				post-launched vm "post" { cpus 0..2, 5 legacy vuart 0 COM2 console vuart off }
				""", Path.of("test.nvmx")).scenario().orElseThrow();
	}

	/** @return the object of the scenario that has the option, made where it is missing */
	private static EObject owner(Scenario scenario, PlainOption option) {
		return switch (option.attribute().getEContainingClass().getName()) {
		case "Hypervisor" -> scenario.getHypervisor();
		case "HypervisorMemory" -> {
			scenario.getHypervisor().setMemory(ScenarioFactory.eINSTANCE.createHypervisorMemory());
			yield scenario.getHypervisor().getMemory();
		}
		case "Capacities" -> {
			scenario.getHypervisor().setCapacities(ScenarioFactory.eINSTANCE.createCapacities());
			yield scenario.getHypervisor().getCapacities();
		}
		case "Kernel" -> scenario.getVms().get(0).getKernel();
		default -> scenario.getVms().get(1);
		};
	}

	/** @return a value other than the release's default */
	private static Object value(PlainOption option, PlainOption.Form form, Dialect dialect) {
		Option known = OptionCatalogue.of(dialect).option(form.path()).orElseThrow();
		OptionType type = known.type();
		return CANDIDATES.stream().filter(type::accepts).filter(text -> known.defaultValue().filter(text::equals).isEmpty())
				.flatMap(text -> option.value(form, text).stream()).findFirst().orElseThrow(() -> new AssertionError("no value for " + form));
	}

	/** Stimulus: each option alone, set to a value that is not the default. Expect: export writes it and says nothing, import reads it back. */
	@ParameterizedTest
	@EnumSource(Dialect.class)
	void exportAndImportAgree(Dialect dialect) {
		int count = 0;
		for (PlainOption option : PlainOption.ALL) {
			Optional<PlainOption.Form> form = option.form(dialect);
			if (form.isPresent()) {
				Scenario expected = scenario();
				owner(expected, option).eSet(option.attribute(), value(option, form.get(), dialect));
				ScenarioExport export = new ScenarioXmlExport(dialect).export(expected, ModelSource.NONE);
				assertTrue(export.diagnostics().stream().noneMatch(problem -> problem.message().contains(AcrnOptionName.of(option.attribute()))),
						() -> option.attribute().getName() + ": " + export.diagnostics());
				Scenario read = new ScenarioXmlImport().read(new XmlReader().read(export.text(), "s.xml").document().orElseThrow(), dialect).scenario();
				assertEquals(owned(expected, option), owned(read, option), dialect + " " + option.attribute().getName() + "\n" + export.text());
				count++;
			}
		}
		assertTrue(count > 30, dialect + " has " + count);
	}

	private static Object owned(Scenario scenario, PlainOption option) {
		EObject owner = switch (option.attribute().getEContainingClass().getName()) {
		case "HypervisorMemory" -> scenario.getHypervisor().getMemory();
		case "Capacities" -> scenario.getHypervisor().getCapacities();
		default -> owner(scenario, option);
		};
		return owner == null ? null : owner.eGet(option.attribute());
	}

	/** Stimulus: an option that the release does not have. Expect: said, not written. */
	@Test
	void whatAReleaseDoesNotHaveIsSaid() {
		Scenario scenario = scenario();
		scenario.getHypervisor().setServiceVmSupervisor(true);
		ScenarioExport export = new ScenarioXmlExport(Dialect.V2_6).export(scenario, ModelSource.NONE);
		assertEquals(List.of("NVMX0801 hv.FEATURES.SERVICE_VM_SUPERVISOR_ENABLED (from v3.3 on) = 'on' has no counterpart in ACRN v2.6"),
				export.diagnostics().stream().map(problem -> problem.code() + " " + problem.message()).toList());
	}
}
