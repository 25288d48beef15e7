// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DISK__BUS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.NESTED_VM__CPU_COUNT;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.NESTED_VM__MEMORY;

import java.util.List;

import org.eclipse.xtext.validation.Check;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.Disk;
import org.nvmx.model.scenario.DiskBus;
import org.nvmx.model.scenario.NestedVm;

/** What QEMU can give a nested VM. */
public class NestedVmRules extends RuleSet {

	/** QEMU's standard PC, -smp. */
	private static final int MAX_CPUS = 255;
	private static final long MEBIBYTE = 1L << 20;
	private static final long MAX_MEMORY = 1L << 40;
	/** -hda to -hdd */
	private static final int IDE_DISKS = 4;

	@Check
	public void cpus(NestedVm vm) {
		if (vm.getCpuCount() < 1 || vm.getCpuCount() > MAX_CPUS) {
			report(Rule.NESTED_CPU_COUNT, vm, NESTED_VM__CPU_COUNT, vm.getCpuCount(), MAX_CPUS);
		}
	}

	@Check
	public void memory(NestedVm vm) {
		ByteSize memory = vm.getMemory();
		boolean fits = memory == null || memory.bytes() >= MEBIBYTE && memory.bytes() <= MAX_MEMORY && memory.bytes() % MEBIBYTE == 0;
		if (!fits) {
			report(Rule.NESTED_MEMORY, vm, NESTED_VM__MEMORY, memory);
		}
	}

	@Check
	public void ideDisks(NestedVm vm) {
		List<Disk> disks = vm.getDisks().stream().filter(disk -> disk.getBus() == DiskBus.IDE).toList();
		for (int i = IDE_DISKS; i < disks.size(); i++) {
			report(Rule.TOO_MANY_IDE_DISKS, disks.get(i), DISK__BUS, i + 1);
		}
	}
}
