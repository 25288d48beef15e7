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

/** The root element in the dialects of v2, where the hypervisor's options are complete and VMs say what was written. */
final class V2ScenarioElements {

	private final Dialect dialect;

	V2ScenarioElements(Dialect dialect) {
		this.dialect = dialect;
	}

	XmlElement root(Scenario scenario) {
		XmlElement root = new XmlElement("acrn-config");
		root.setAttribute("board", scenario.getBoard() == null ? "" : scenario.getBoard());
		root.setAttribute("scenario", scenario.getName() == null ? "" : scenario.getName());
		XmlElement hv = root.add("hv");
		if (scenario.getHypervisor() != null) {
			addWritten(hv, scenario.getHypervisor());
		}
		new DefaultFilling(dialect).fill(hv, "hv");
		List<VirtualMachine> vms = scenario.getVms();
		for (int id = 0; id < vms.size(); id++) {
			root.content().add(new V2VmElements(dialect).vm(vms.get(id), id));
		}
		return root;
	}

	private static void addWritten(XmlElement hv, Hypervisor hypervisor) {
		XmlElement debug = hv.add("DEBUG_OPTIONS");
		debug.add("RELEASE", yesNo(hypervisor.getBuildType() == BuildType.RELEASE));
		if (hypervisor.getSerialConsole() != null) {
			debug.add("SERIAL_CONSOLE", hypervisor.getSerialConsole());
		}
		XmlElement features = hv.add("FEATURES");
		features.add("SCHEDULER", "SCHED_" + hypervisor.getScheduler().getName());
		features.add("NVMX_ENABLED", yesNo(hypervisor.isNestedVirtualization()));
	}

	private static String yesNo(boolean value) {
		return value ? "y" : "n";
	}
}
