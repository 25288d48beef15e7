// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.Scenario;

/** The CPUs that a scenario counts on. */
final class PhysicalCpus {

	private static final int MAXIMUM = 8;

	private PhysicalCpus() {
	}

	/** @return one more than the highest pCPU that a VM is pinned to, at least 1 and at most 8 */
	static int count(Scenario scenario) {
		int highest = scenario.getVms().stream().flatMap(vm -> vm.getCpus().stream()).mapToInt(PhysicalCpus::last).max().orElse(0);
		return Math.clamp(highest + 1L, 1, MAXIMUM);
	}

	private static int last(CpuRange range) {
		return range.isSetLast() ? range.getLast() : range.getFirst();
	}
}
