// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.scenario.ScenarioExport;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.generator.boot.BootModule;
import org.nvmx.generator.boot.GrubMenuGenerator;
import org.nvmx.generator.devicemodel.DeviceModelScriptGenerator;
import org.nvmx.generator.hypervisor.HypervisorConfigGenerator;
import org.nvmx.generator.kernel.KernelConfigGenerator;
import org.nvmx.generator.nested.LaunchScriptGenerator;
import org.nvmx.model.board.Board;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;

/** Turns a scenario into every file that is made from it. Pure: the same scenario on the same board gives the same bytes. */
public final class ScenarioGenerator {

	/** ACRN's scenario XML. */
	public static final String ACRN_SCENARIO = "acrn/scenario.xml";
	/** ACRN's launch file, for releases of v2 whose post-launched VMs have settings. */
	public static final String ACRN_LAUNCH = "acrn/launch.xml";
	/** C configuration of the bundled hypervisor. */
	public static final String HYPERVISOR_CONFIG = "hypervisor/nvmx_config.h";
	/** What the Service VM's Linux kernel must be configured with. */
	public static final String KERNEL_CONFIG = "kernel/nested.config";
	/** GRUB's menu on the boot medium. */
	public static final String GRUB_MENU = "boot/grub.cfg";

	/**
	 * @param scenario a scenario without errors; what the validator rejects may be generated as it stands or left out
	 * @param board    the machine that the scenario is for; what depends on it is left out, and said to be, where it is not known
	 * @return the files, in a fixed order, with unique paths
	 */
	public List<Artifact> generate(Scenario scenario, Optional<Board> board, GenerationOptions options) {
		List<Artifact> artifacts = new ArrayList<>();
		ScenarioExport export = new ScenarioXmlExport(options.dialect()).export(scenario, ModelSource.NONE);
		artifacts.add(new Artifact(ACRN_SCENARIO, export.text(), false));
		export.launch().ifPresent(launch -> artifacts.add(new Artifact(ACRN_LAUNCH, new XmlWriter().write(launch), false)));
		artifacts.addAll(new DeviceModelScriptGenerator().generate(scenario, board, options.dialect()));
		artifacts.add(new Artifact(HYPERVISOR_CONFIG, new HypervisorConfigGenerator().generate(scenario, options.exitWhenIdle()), false));
		for (ServiceVm vm : serviceVmsWithNestedVms(scenario)) {
			artifacts.add(new Artifact(KERNEL_CONFIG, new KernelConfigGenerator().generate(vm), false));
			artifacts.addAll(new LaunchScriptGenerator().generate(vm));
		}
		artifacts.add(new Artifact(GRUB_MENU, new GrubMenuGenerator().generate(scenario.getName(), BootModule.modulesOf(scenario)), false));
		return List.copyOf(artifacts);
	}

	/** @return at most one VM: a second Service VM is the validator's business and must not give a path twice */
	private static List<ServiceVm> serviceVmsWithNestedVms(Scenario scenario) {
		return scenario.getVms().stream()
				.filter(ServiceVm.class::isInstance).map(ServiceVm.class::cast)
				.filter(vm -> !vm.getNestedVms().isEmpty())
				.limit(1).toList();
	}
}
