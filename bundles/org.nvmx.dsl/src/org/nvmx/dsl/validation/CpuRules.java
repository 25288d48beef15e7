// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__FIRST;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__LAST;

import java.util.BitSet;

import org.eclipse.xtext.validation.Check;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.Scheduler;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VmType;

/** Which physical CPUs a VM may have. */
public class CpuRules extends RuleSet {

	/** ACRN keeps a VM's CPUs in a 64-bit mask. */
	private static final int MAX_PCPU = 63;

	@Check
	public void range(CpuRange range) {
		if (range.getFirst() > MAX_PCPU) {
			report(Rule.PCPU_OUT_OF_RANGE, range, CPU_RANGE__FIRST, range.getFirst(), MAX_PCPU);
		} else if (range.isSetLast() && range.getLast() > MAX_PCPU) {
			report(Rule.PCPU_OUT_OF_RANGE, range, CPU_RANGE__LAST, range.getLast(), MAX_PCPU);
		} else if (range.isSetLast() && range.getLast() < range.getFirst()) {
			report(Rule.CPU_RANGE_REVERSED, range, null, range.getFirst(), range.getLast());
		}
	}

	/** The device model of ACRN knows CPUs by their APIC ids alone. A VM that shares its CPUs gets those of the scenario without being told. */
	@Check
	public void launchWithoutBoard(Scenario scenario) {
		if (scenario.getBoard() == null) {
			scenario.getVms().stream().filter(vm -> vm instanceof PostLaunchedVm && !vm.getCpus().isEmpty() && needsCpusAlone(vm)).limit(1)
					.forEach(vm -> report(Rule.LAUNCH_WITHOUT_BOARD, vm.getCpus().get(0), null, vm.getName()));
		}
	}

	private static boolean needsCpusAlone(VirtualMachine vm) {
		return vm.isOwnCpus() || vm.getType() == VmType.REALTIME || Scenarios.has(vm, GuestFlag.RT) || Scenarios.scheduler(vm) == Scheduler.NOOP;
	}

	/**
	 * With a scheduler that shares CPUs the shell gets its turn, so the guide's advice is given only where the Service VM never yields the CPU.
	 */
	@Check
	public void pcpu0InDebugBuild(ServiceVm vm) {
		boolean neverYields = Scenarios.has(vm, GuestFlag.NVMX_ENABLED) || Scenarios.has(vm, GuestFlag.LAPIC_PASSTHROUGH)
				|| Scenarios.nestedVirtualization(vm) || Scenarios.scheduler(vm) == Scheduler.NOOP;
		if (Scenarios.isInScenario(vm) && neverYields && Scenarios.debugBuild(vm)) {
			vm.getCpus().stream().filter(range -> cpus(range).get(0)).limit(1).forEach(range -> report(Rule.PCPU0_IN_DEBUG_BUILD, range, null));
		}
	}

	/** @return the CPUs of a range, as far as they exist */
	private static BitSet cpus(CpuRange range) {
		BitSet cpus = new BitSet();
		int last = Math.min(MAX_PCPU, range.isSetLast() ? range.getLast() : range.getFirst());
		if (range.getFirst() <= last) {
			cpus.set(range.getFirst(), last + 1);
		}
		return cpus;
	}
}
