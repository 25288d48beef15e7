// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import static org.nvmx.model.scenario.GuestFlag.LAPIC_PASSTHROUGH;
import static org.nvmx.model.scenario.GuestFlag.NVMX_ENABLED;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__BUILD_TYPE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__GUEST_FLAGS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.dsl.ide.edit.NestedRecipe;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** Single steps of the guide's recipe, and the whole of it. */
final class NestedFixes {

	private static final Set<Rule> RECIPE = EnumSet.of(Rule.NESTED_NEEDS_NOOP, Rule.NVMX_FLAG_NEEDS_LAPIC, Rule.NVMX_FLAG_NEEDS_NESTED,
			Rule.LAPIC_NEEDS_NVMX_FLAG, Rule.LEGACY_VUART_WITH_LAPIC, Rule.CONSOLE_NOT_PCI_WITH_LAPIC, Rule.PCPU0_IN_DEBUG_BUILD,
			Rule.NESTED_VM_NEEDS_NESTED, Rule.NESTED_VM_NEEDS_NVMX_FLAG, Rule.NESTED_WITHOUT_NVMX_FLAG);

	/** A step of the recipe that concerns the Service VM. */
	private interface Step {
		void apply(NestedRecipe recipe, ServiceVm vm);
	}

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		step(registry, Rule.NESTED_NEEDS_NOOP, "Set the scheduler to noop", (recipe, vm) -> recipe.hypervisor(true, false));
		step(registry, Rule.NVMX_FLAG_NEEDS_LAPIC, "Add the guest flag LAPIC_PASSTHROUGH", (recipe, vm) -> recipe.flags(vm, List.of(LAPIC_PASSTHROUGH)));
		step(registry, Rule.NVMX_FLAG_NEEDS_NESTED, "Turn nested virtualization on", (recipe, vm) -> recipe.hypervisor(false, true));
		step(registry, Rule.LAPIC_NEEDS_NVMX_FLAG, "Add the guest flag NVMX_ENABLED", (recipe, vm) -> recipe.flags(vm, List.of(NVMX_ENABLED)));
		registry.accept(Rule.LAPIC_NEEDS_NVMX_FLAG, (context, acceptor) -> removeFlag(context, acceptor, LAPIC_PASSTHROUGH));
		registry.accept(Rule.NVMX_FLAG_ONLY_SERVICE_VM, (context, acceptor) -> removeFlag(context, acceptor, NVMX_ENABLED));
		step(registry, Rule.LEGACY_VUART_WITH_LAPIC, "Turn legacy vUART 0 off", NestedRecipe::legacyVuartOff);
		step(registry, Rule.CONSOLE_NOT_PCI_WITH_LAPIC, "Put the console vUART on PCI", NestedRecipe::consoleOnPci);
		step(registry, Rule.PCPU0_IN_DEBUG_BUILD, "Leave pCPU 0 to the hypervisor", NestedRecipe::releasePcpu0);
		registry.accept(Rule.PCPU0_IN_DEBUG_BUILD, NestedFixes::buildForRelease);
		step(registry, Rule.NESTED_VM_NEEDS_NESTED, "Turn nested virtualization on", (recipe, vm) -> recipe.hypervisor(false, true));
		step(registry, Rule.NESTED_VM_NEEDS_NVMX_FLAG, "Add the guest flags for nested virtualization", NestedFixes::bothFlags);
		step(registry, Rule.NESTED_WITHOUT_NVMX_FLAG, "Add the guest flags for nested virtualization", NestedFixes::bothFlags);
		RECIPE.forEach(rule -> step(registry, rule, "Apply the whole recipe for nested virtualization", NestedRecipe::applyTo));
	}

	private static void bothFlags(NestedRecipe recipe, ServiceVm vm) {
		recipe.flags(vm, List.of(NVMX_ENABLED, LAPIC_PASSTHROUGH));
	}

	private static void step(BiConsumer<ProblemKind, Fixer> registry, Rule rule, String title, Step step) {
		registry.accept(rule, (context, acceptor) -> context.enclosing(Scenario.class).ifPresent(scenario -> {
			ServiceVm vm = context.serviceVm().orElse(null);
			boolean forHypervisor = rule == Rule.NESTED_NEEDS_NOOP && !title.contains("recipe");
			if (vm != null || forHypervisor) {
				context.fix(title, acceptor, edits -> step.apply(new NestedRecipe(scenario, edits), vm));
			}
		}));
	}

	static void removeFlag(FixContext context, Consumer<QuickFix> acceptor, GuestFlag flag) {
		context.enclosing(VirtualMachine.class).ifPresent(vm -> {
			List<INode> nodes = NodeModelUtils.findNodesForFeature(vm, VIRTUAL_MACHINE__GUEST_FLAGS);
			int index = vm.getGuestFlags().indexOf(flag);
			if (index >= 0 && index < nodes.size()) {
				context.fix("Remove the guest flag " + flag.getLiteral(), acceptor, edits -> edits.removeValue(vm, nodes, index));
			}
		});
	}

	static void buildForRelease(FixContext context, Consumer<QuickFix> acceptor) {
		Hypervisor hypervisor = context.enclosing(Scenario.class).map(Scenario::getHypervisor).orElse(null);
		if (hypervisor != null) {
			context.fix("Build for release", acceptor, edits -> edits.set(hypervisor, HYPERVISOR__BUILD_TYPE, "release", "build release"));
		}
	}
}
