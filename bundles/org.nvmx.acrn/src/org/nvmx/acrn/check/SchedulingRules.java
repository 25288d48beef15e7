// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** Options of VMs that only one of the schedulers looks at. */
final class SchedulingRules implements RuleGroup {

	/** The scheduler that uses an option, and the value that the option has when nobody chose one. */
	private record Use(String scheduler, String usual) {
	}

	private static final Map<String, Use> USES = Map.of("priority", new Use("SCHED_PRIO", "PRIO_LOW"), "bvt_weight", new Use("SCHED_BVT", "1"),
			"bvt_warp_value", new Use("SCHED_BVT", "0"), "bvt_warp_limit", new Use("SCHED_BVT", "0"), "bvt_unwarp_period", new Use("SCHED_BVT", "0"));

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		for (VmXml vm : scenario.vms()) {
			for (XmlElement option : vm.element().children()) {
				Use use = USES.get(option.name());
				if (use != null && !option.text().isEmpty() && !option.text().equals(use.usual()) && !scenario.scheduler().equals(use.scheduler())) {
					findings.report(AcrnRule.SCHEDULING_UNUSED, option, option.name(), use.scheduler(), scenario.scheduler());
				}
			}
		}
	}
}
