// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.edit;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__NESTED_VIRTUALIZATION;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__SCHEDULER;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.LEGACY_VUART__BASE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CONSOLE_VUART;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CPUS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__GUEST_FLAGS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.Scheduler;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** The steps of the guide's recipe for nested virtualization. Each step changes nothing where the scenario says it already. */
public final class NestedRecipe {

	private final Scenario scenario;
	private final BlockEdits edits;
	private final List<String> missing = new ArrayList<>();

	public NestedRecipe(Scenario scenario, BlockEdits edits) {
		this.scenario = scenario;
		this.edits = edits;
	}

	/** The whole recipe in one edit. */
	public void applyTo(ServiceVm vm) {
		hypervisor(true, true);
		flags(vm, List.of(GuestFlag.NVMX_ENABLED, GuestFlag.LAPIC_PASSTHROUGH));
		legacyVuartOff(vm);
		consoleOnPci(vm);
		releasePcpu0(vm);
	}

	/** Sets what the hypervisor block needs; writes the block if there is none. */
	public void hypervisor(boolean noop, boolean nested) {
		Hypervisor hypervisor = scenario.getHypervisor();
		if (noop && (hypervisor == null || hypervisor.getScheduler() != Scheduler.NOOP)) {
			hypervisorOption(HYPERVISOR__SCHEDULER, "noop", "scheduler noop");
		}
		if (nested && (hypervisor == null || !hypervisor.isNestedVirtualization())) {
			hypervisorOption(HYPERVISOR__NESTED_VIRTUALIZATION, "on", "nested virtualization on");
		}
		if (!missing.isEmpty()) {
			edits.addBlock(scenario, "hypervisor {\n\t" + String.join("\n\t", missing) + "\n}");
			missing.clear();
		}
	}

	/** Adds flags that the VM does not have. */
	public void flags(VirtualMachine vm, List<GuestFlag> flags) {
		List<String> added = flags.stream().filter(flag -> !vm.getGuestFlags().contains(flag)).map(GuestFlag::getLiteral).toList();
		List<INode> written = NodeModelUtils.findNodesForFeature(vm, VIRTUAL_MACHINE__GUEST_FLAGS);
		if (added.isEmpty()) {
			return;
		}
		if (written.isEmpty()) {
			edits.addOption(vm, "guest flags " + String.join(", ", added));
		} else {
			INode last = written.get(written.size() - 1);
			edits.insert(last.getTextRegion().getOffset() + last.getTextRegion().getLength(), ", " + String.join(", ", added));
		}
	}

	public void legacyVuartOff(VirtualMachine vm) {
		Optional<LegacyVuart> vuart = vm.getLegacyVuarts().stream().filter(v -> v.getId() == 0).findFirst();
		if (vuart.isEmpty()) {
			edits.addOption(vm, "legacy vuart 0 off");
		} else if (vuart.get().getBase() != LegacyVuartBase.OFF) {
			edits.set(vuart.get(), LEGACY_VUART__BASE, "off", "off");
		}
	}

	public void consoleOnPci(VirtualMachine vm) {
		if (!vm.isSetConsoleVuart() || vm.getConsoleVuart() != ConsoleVuartBase.PCI) {
			edits.set(vm, VIRTUAL_MACHINE__CONSOLE_VUART, "pci", "console vuart pci");
		}
	}

	/** Takes pCPU 0 from the VM if it has another one. */
	public void releasePcpu0(VirtualMachine vm) {
		List<CpuRange> ranges = vm.getCpus();
		List<INode> nodes = NodeModelUtils.findNodesForFeature(vm, VIRTUAL_MACHINE__CPUS);
		boolean another = ranges.stream().anyMatch(range -> range.getFirst() > 0 || range.isSetLast() && range.getLast() > 0);
		for (int i = 0; another && i < ranges.size() && i < nodes.size(); i++) {
			CpuRange range = ranges.get(i);
			if (range.getFirst() == 0 && range.isSetLast() && range.getLast() > 0) {
				edits.replace(nodes.get(i), range.getLast() == 1 ? "1" : "1.." + range.getLast());
				return;
			} else if (range.getFirst() == 0) {
				edits.removeValue(vm, nodes, i);
				return;
			}
		}
	}

	private void hypervisorOption(EStructuralFeature feature, String value, String option) {
		if (scenario.getHypervisor() == null) {
			missing.add(option);
		} else {
			edits.set(scenario.getHypervisor(), feature, value, option);
		}
	}
}
