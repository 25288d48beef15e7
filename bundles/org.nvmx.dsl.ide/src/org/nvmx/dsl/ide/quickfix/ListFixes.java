// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__GUEST_FLAGS;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.dsl.source.OptionClause;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.scenario.Capacities;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.HypervisorMemory;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.VirtualMachine;

/** Takes away what is there once too often. */
final class ListFixes {

	private static final List<Class<? extends EObject>> BLOCKS = List.of(Kernel.class, NestedVm.class, VirtualMachine.class, HypervisorMemory.class,
			Capacities.class, Hypervisor.class, SharedMemory.class, Scenario.class);

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		registry.accept(Rule.OPTION_TWICE, (context, acceptor) -> removeOption(context, acceptor, "Remove this option"));
		registry.accept(Rule.PATH_EMPTY, (context, acceptor) -> removeOption(context, acceptor, "Remove the option"));
		registry.accept(Rule.FLAG_TWICE, (context, acceptor) -> removeValue(context, acceptor, VIRTUAL_MACHINE__GUEST_FLAGS, "Remove the second flag"));
		registry.accept(Rule.CPU_RANGE_REVERSED, ListFixes::reverse);
	}

	/** Removes the option that the problem is in. */
	static void removeOption(FixContext context, Consumer<QuickFix> acceptor, String title) {
		for (Class<? extends EObject> type : BLOCKS) {
			EObject block = context.enclosing(type).orElse(null);
			Optional<OptionClause> around = block == null ? Optional.empty() : OptionClause.around(block, context.offset());
			if (around.isPresent()) {
				context.fix(title, acceptor, edits -> edits.remove(around.get()));
				return;
			}
		}
	}

	/** @param title with a place for the value that is removed */
	static void removeValue(FixContext context, Consumer<QuickFix> acceptor, EStructuralFeature list, String title) {
		VirtualMachine vm = context.enclosing(VirtualMachine.class).orElse(null);
		List<INode> nodes = vm == null ? List.of() : NodeModelUtils.findNodesForFeature(vm, list);
		for (int i = 0; i < nodes.size(); i++) {
			int index = i;
			if (nodes.get(i).getTextRegion().getOffset() == context.offset() && nodes.size() > 1) {
				context.fix(String.format(title, context.covered()), acceptor, edits -> edits.removeValue(vm, nodes, index));
			}
		}
	}

	private static void reverse(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(CpuRange.class).ifPresent(range -> {
			String forward = range.getLast() + ".." + range.getFirst();
			context.replaceCovered("Write " + forward, acceptor, forward);
		});
	}
}
