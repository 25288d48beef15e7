// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.BuildType;
import org.nvmx.model.scenario.Capacities;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.HypervisorMemory;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.Scheduler;

/**
 * A scenario of ACRN scenario XML of any release, as far as the scenario language goes: what it has no place for, and what
 * differs from ACRN's default, is reported.
 */
public final class ScenarioXmlImport {

	/**
	 * The result.
	 *
	 * @param scenario    the model
	 * @param diagnostics what it does not hold, located in the XML
	 */
	public record Import(Scenario scenario, List<Diagnostic> diagnostics) {
	}

	/**
	 * @param document a scenario; what is missing or wrong in it is unset in the model, and the XML's own rules say so
	 * @param dialect  the release it is written for
	 */
	public Import read(XmlDocument document, Dialect dialect) {
		return read(document, dialect, List.of());
	}

	/**
	 * @param document a scenario; what is missing or wrong in it is unset in the model, and the XML's own rules say so
	 * @param dialect  the release it is written for
	 * @param launches launch files of v2 that belong to the scenario
	 */
	public Import read(XmlDocument document, Dialect dialect, List<XmlDocument> launches) {
		ScenarioXml xml = new ScenarioXml(document, dialect);
		Scenario scenario = ScenarioFactory.eINSTANCE.createScenario();
		scenario.setName(document.root().attribute("scenario").filter(name -> !name.isBlank()).orElse("imported"));
		document.root().attribute("board").filter(board -> !board.isBlank()).ifPresent(scenario::setBoard);
		ImportContext context = new ImportContext(xml, scenario);
		scenario.setHypervisor(hypervisor(context));
		xml.vms().forEach(vm -> new VmImport(context).read(vm).ifPresent(read -> context.add(vm, read)));
		OptionGroup.ALL.forEach(group -> group.read(context));
		List<Diagnostic> diagnostics = new ArrayList<>(new ImportLosses(context).diagnostics());
		Map<PostLaunchedVm, String> settled = new HashMap<>();
		launches.forEach(launch -> diagnostics.addAll(new LaunchImport(context, launch, settled).read()));
		return new Import(scenario, List.copyOf(diagnostics));
	}

	private static Hypervisor hypervisor(ImportContext context) {
		ScenarioXml xml = context.xml();
		Hypervisor hypervisor = ScenarioFactory.eINSTANCE.createHypervisor();
		hypervisor.setBuildType(xml.isDebugBuild() ? BuildType.DEBUG : BuildType.RELEASE);
		String console = xml.value("hv/DEBUG_OPTIONS/SERIAL_CONSOLE");
		if (!console.isEmpty() && !console.equals("None")) {
			hypervisor.setSerialConsole(console);
		}
		Scheduler scheduler = Scheduler.getByName(xml.value("hv/FEATURES/SCHEDULER").replaceFirst("^SCHED_", ""));
		if (scheduler != null) {
			hypervisor.setScheduler(scheduler);
		}
		boolean flag = xml.vms().stream().anyMatch(vm -> vm.flag(GuestFlagOption.NVMX_ENABLED).isPresent());
		if (xml.dialect().isV3() ? flag : xml.yes("hv/FEATURES/NVMX_ENABLED")) {
			hypervisor.setNestedVirtualization(true);
		}
		PlainOptionImport options = new PlainOptionImport(context);
		xml.document().root().child("hv").ifPresent(hv -> {
			options.read(hv, hypervisor);
			HypervisorMemory memory = ScenarioFactory.eINSTANCE.createHypervisorMemory();
			hypervisor.setMemory(options.read(hv, memory) ? memory : null);
			Capacities capacities = ScenarioFactory.eINSTANCE.createCapacities();
			hypervisor.setCapacities(options.read(hv, capacities) ? capacities : null);
		});
		return hypervisor;
	}
}
