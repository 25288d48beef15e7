// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;

import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.BuildType;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__BUILD_TYPE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__NESTED_VIRTUALIZATION;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__SCHEDULER;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__SERIAL_CONSOLE;

/** The root element in the dialects of v2, where the hypervisor's options are complete and VMs say what was written. */
final class V2ScenarioElements {

	private final Dialect dialect;
	private final ModelSource source;
	private final boolean complete;

	/** @param complete whether the release's defaults and attributes are written too; not when the document goes on to a release with others */
	V2ScenarioElements(Dialect dialect, ModelSource source, boolean complete) {
		this.dialect = dialect;
		this.source = source;
		this.complete = complete;
	}

	XmlElement root(Scenario scenario) {
		XmlElement root = new XmlElement("acrn-config", source.span(scenario, null));
		if (complete || scenario.getBoard() != null) {
			root.setAttribute("board", scenario.getBoard() == null ? "" : scenario.getBoard());
		}
		root.setAttribute("scenario", scenario.getName() == null ? "" : scenario.getName());
		Hypervisor hypervisor = scenario.getHypervisor();
		XmlElement hv = root.add("hv", source.span(hypervisor == null ? scenario : hypervisor, null));
		if (hypervisor != null) {
			addWritten(hv, hypervisor);
		}
		if (complete) {
			new DefaultFilling(dialect).fill(hv, "hv");
		}
		List<VirtualMachine> vms = scenario.getVms();
		for (int id = 0; id < vms.size(); id++) {
			root.content().add(new V2VmElements(dialect, source, complete).vm(vms.get(id), id));
		}
		return root;
	}

	private void addWritten(XmlElement hv, Hypervisor hypervisor) {
		XmlElement debug = hv.add("DEBUG_OPTIONS");
		debug.add("RELEASE", source.span(hypervisor, HYPERVISOR__BUILD_TYPE)).setText(yesNo(hypervisor.getBuildType() == BuildType.RELEASE));
		// An empty one is none: a missing one would be filled with v2's default.
		debug.add("SERIAL_CONSOLE", source.span(hypervisor, HYPERVISOR__SERIAL_CONSOLE))
				.setText(hypervisor.getSerialConsole() == null ? "" : hypervisor.getSerialConsole());
		XmlElement features = hv.add("FEATURES");
		features.add("SCHEDULER", source.span(hypervisor, HYPERVISOR__SCHEDULER)).setText("SCHED_" + hypervisor.getScheduler().getName());
		features.add("NVMX_ENABLED", source.span(hypervisor, HYPERVISOR__NESTED_VIRTUALIZATION)).setText(yesNo(hypervisor.isNestedVirtualization()));
	}

	private static String yesNo(boolean value) {
		return value ? "y" : "n";
	}
}
