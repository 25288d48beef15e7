// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.outline;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.dsl.validation.Scenarios;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Disk;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Import;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.NetworkInterface;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

/** Names and details of the outline's items. Any feature may be missing while the author types. */
final class OutlineLabels {

	private OutlineLabels() {
	}

	static String label(EObject element) {
		return switch (element) {
		case Import clause -> name(clause.getPath(), "import");
		case Scenario scenario -> name(scenario.getName(), "scenario");
		case Fragment fragment -> name(fragment.getName(), "fragment");
		case Hypervisor hypervisor -> "hypervisor";
		case VirtualMachine vm -> name(vm.getName(), "vm");
		case NestedVm vm -> name(vm.getName(), "nested vm");
		case Kernel kernel -> name(kernel.getModuleTag(), "kernel");
		case Disk disk -> name(disk.getPath(), "disk");
		case NetworkInterface network -> network.getMac() == null ? "network" : network.getMac().toString();
		default -> element.eClass().getName();
		};
	}

	static String detail(EObject element) {
		return switch (element) {
		case Import clause -> "import";
		case Scenario scenario -> join(scenario.getBoard() == null ? null : "on board " + scenario.getBoard(), uses(scenario));
		case Fragment fragment -> join("fragment", uses(fragment));
		case Hypervisor h -> join(h.getBuildType(), h.getScheduler(), h.isNestedVirtualization() ? "nested virtualization" : null);
		case VirtualMachine vm -> join(Scenarios.kind(vm) + " VM", like(vm), cpus(vm.getCpus()), vm.getGuestFlags().contains(GuestFlag.NVMX_ENABLED) ? "NVMX" : null);
		case NestedVm vm -> join("nested VM", vm.getMemory(), cpuCount(vm.getCpuCount()));
		case Kernel kernel -> join("kernel", kernel.getType());
		case Disk disk -> join(disk.getFormat(), disk.getBus());
		case NetworkInterface network -> join("network", network.getModel());
		default -> "";
		};
	}

	private static String name(String name, String otherwise) {
		return name == null || name.isEmpty() ? otherwise : name;
	}

	private static String cpus(List<CpuRange> ranges) {
		return ranges.isEmpty() ? null
				: "CPU " + ranges.stream().map(r -> r.isSetLast() ? r.getFirst() + ".." + r.getLast() : String.valueOf(r.getFirst()))
						.collect(Collectors.joining(", "));
	}

	private static String uses(Definition definition) {
		List<String> names = definition.getUses().stream().map(Fragment::getName).filter(Objects::nonNull).toList();
		return names.isEmpty() ? null : "uses " + String.join(", ", names);
	}

	private static String like(VirtualMachine vm) {
		return vm.getBase() == null || vm.getBase().getName() == null ? null : "like " + vm.getBase().getName();
	}

	private static String cpuCount(int count) {
		return count == 1 ? "1 CPU" : count + " CPUs";
	}

	private static String join(Object... parts) {
		return Stream.of(parts).filter(Objects::nonNull).map(String::valueOf).collect(Collectors.joining(", "));
	}
}
