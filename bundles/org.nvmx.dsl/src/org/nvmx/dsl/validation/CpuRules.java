// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__FIRST;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__LAST;

import java.util.BitSet;

import org.eclipse.xtext.validation.Check;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.Scheduler;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

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

	@Check
	public void twiceInOneVm(VirtualMachine vm) {
		BitSet taken = new BitSet();
		for (CpuRange range : vm.getCpus()) {
			BitSet cpus = cpus(range);
			if (cpus.intersects(taken)) {
				report(Rule.PCPU_TWICE, range, null, firstCommon(cpus, taken));
			}
			taken.or(cpus);
		}
	}

	@Check
	public void sharedUnderNoop(Scenario scenario) {
		if (Scenarios.scheduler(scenario) != Scheduler.NOOP) {
			return;
		}
		VirtualMachine[] owners = new VirtualMachine[MAX_PCPU + 1];
		for (VirtualMachine vm : scenario.getVms()) {
			for (CpuRange range : vm.getCpus()) {
				cpus(range).stream().filter(cpu -> owners[cpu] != null && owners[cpu] != vm).limit(1)
						.forEach(cpu -> report(Rule.PCPU_SHARED, range, null, cpu, owners[cpu].getName()));
				cpus(range).stream().filter(cpu -> owners[cpu] == null).forEach(cpu -> owners[cpu] = vm);
			}
		}
	}

	/**
	 * With a scheduler that shares CPUs the shell gets its turn, so the guide's advice is given only where the Service VM never yields the CPU.
	 */
	@Check
	public void pcpu0InDebugBuild(ServiceVm vm) {
		boolean neverYields = Scenarios.has(vm, GuestFlag.NVMX_ENABLED) || Scenarios.has(vm, GuestFlag.LAPIC_PASSTHROUGH)
				|| Scenarios.nestedVirtualization(vm) || Scenarios.scheduler(vm) == Scheduler.NOOP;
		if (neverYields && Scenarios.debugBuild(vm)) {
			vm.getCpus().stream().filter(range -> cpus(range).get(0)).limit(1).forEach(range -> report(Rule.PCPU0_IN_DEBUG_BUILD, range, null));
		}
	}

	private static int firstCommon(BitSet one, BitSet other) {
		BitSet common = (BitSet) one.clone();
		common.and(other);
		return common.nextSetBit(0);
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
