// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__NESTED_VIRTUALIZATION;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__SCHEDULER;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.NESTED_VM__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__GUEST_FLAGS;

import org.eclipse.xtext.validation.Check;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.Scheduler;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** What the guide's recipe for nested virtualization asks of the hypervisor and of the guest flags. */
public class NestedRules extends RuleSet {

	@Check
	public void nestedNeedsNoop(Hypervisor hypervisor) {
		boolean known = hypervisor.isSetScheduler() || Scenarios.isInScenario(hypervisor);
		if (!known || !hypervisor.isNestedVirtualization() || hypervisor.getScheduler() == Scheduler.NOOP) {
			return;
		}
		if (hypervisor.isSetScheduler()) {
			report(Rule.NESTED_NEEDS_NOOP, hypervisor, HYPERVISOR__SCHEDULER, hypervisor.getScheduler().getLiteral());
		} else {
			report(Rule.NESTED_NEEDS_NOOP, hypervisor, HYPERVISOR__NESTED_VIRTUALIZATION, hypervisor.getScheduler().getLiteral());
		}
	}

	@Check
	public void nestedNeedsAVmThatUsesIt(Scenario scenario) {
		boolean on = Scenarios.nestedVirtualization(scenario);
		boolean used = scenario.getVms().stream().anyMatch(vm -> Scenarios.has(vm, GuestFlag.NVMX_ENABLED) || hasNestedVms(vm));
		if (on && !used) {
			report(Rule.NESTED_WITHOUT_NVMX_FLAG, scenario.getHypervisor(), HYPERVISOR__NESTED_VIRTUALIZATION);
		}
	}

	@Check
	public void nvmxFlag(VirtualMachine vm) {
		int flag = vm.getGuestFlags().indexOf(GuestFlag.NVMX_ENABLED);
		if (flag < 0) {
			return;
		}
		if (!(vm instanceof ServiceVm)) {
			reportAt(Rule.NVMX_FLAG_ONLY_SERVICE_VM, vm, VIRTUAL_MACHINE__GUEST_FLAGS, flag, Scenarios.kind(vm));
			return;
		}
		if (!Scenarios.has(vm, GuestFlag.LAPIC_PASSTHROUGH)) {
			reportAt(Rule.NVMX_FLAG_NEEDS_LAPIC, vm, VIRTUAL_MACHINE__GUEST_FLAGS, flag);
		}
		if (Scenarios.isInScenario(vm) && !Scenarios.nestedVirtualization(vm)) {
			reportAt(Rule.NVMX_FLAG_NEEDS_NESTED, vm, VIRTUAL_MACHINE__GUEST_FLAGS, flag);
		}
	}

	@Check
	public void lapicOnServiceVmNeedsNvmxFlag(ServiceVm vm) {
		int flag = vm.getGuestFlags().indexOf(GuestFlag.LAPIC_PASSTHROUGH);
		if (flag >= 0 && !Scenarios.has(vm, GuestFlag.NVMX_ENABLED)) {
			reportAt(Rule.LAPIC_NEEDS_NVMX_FLAG, vm, VIRTUAL_MACHINE__GUEST_FLAGS, flag);
		}
	}

	@Check
	public void nestedVmNeedsNested(NestedVm nested) {
		if (Scenarios.isInScenario(nested) && !Scenarios.nestedVirtualization(nested)) {
			report(Rule.NESTED_VM_NEEDS_NESTED, nested, NESTED_VM__NAME, nested.getName());
		}
		if (nested.eContainer() instanceof ServiceVm vm && !Scenarios.has(vm, GuestFlag.NVMX_ENABLED)) {
			report(Rule.NESTED_VM_NEEDS_NVMX_FLAG, nested, NESTED_VM__NAME, nested.getName(), vm.getName());
		}
	}

	private static boolean hasNestedVms(VirtualMachine vm) {
		return vm instanceof ServiceVm service && !service.getNestedVms().isEmpty();
	}
}
