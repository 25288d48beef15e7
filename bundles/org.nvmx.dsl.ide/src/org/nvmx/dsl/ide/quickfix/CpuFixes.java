// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__FIRST;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__LAST;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__VUART_TIMER_CPU;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CPUS;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.ITextRegion;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.CoreType;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

/** Gives VMs CPUs that they may have. */
final class CpuFixes {

	/** ACRN's mask of CPUs has 64 bits. */
	private static final int CPUS = 64;

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		registry.accept(Rule.PCPU_OUT_OF_RANGE, (context, acceptor) -> restrict(context, acceptor, cpu -> isOnBoard(context, cpu)));
		registry.accept(AcrnRule.CPU_NOT_ON_BOARD, (context, acceptor) -> restrict(context, acceptor, cpu -> isOnBoard(context, cpu)));
		registry.accept(AcrnRule.RTVM_ON_CPU0, (context, acceptor) -> restrict(context, acceptor, cpu -> cpu != 0));
		for (AcrnRule shared : List.of(AcrnRule.RTVM_CPU_SHARED, AcrnRule.OWNED_CPU_SHARED, AcrnRule.PCPU_SHARED)) {
			registry.accept(shared, (context, acceptor) -> restrict(context, acceptor, cpu -> !taken(context).contains(cpu)));
		}
		registry.accept(AcrnRule.PCPU_TWICE, CpuFixes::listOnce);
		registry.accept(AcrnRule.VM_WITHOUT_CPU, CpuFixes::giveOne);
		registry.accept(AcrnRule.CORE_TYPES_MIXED, CpuFixes::keepOneKind);
		registry.accept(AcrnRule.TIMER_ON_LAPIC_CPU, CpuFixes::moveTimer);
		registry.accept(AcrnRule.TIMER_CPU_UNKNOWN, CpuFixes::moveTimer);
	}

	/** Leaves only those CPUs in the range that the VM may have, or takes a free one for it. */
	private static void restrict(FixContext context, Consumer<QuickFix> acceptor, IntPredicate allowed) {
		CpuRange range = context.enclosing(CpuRange.class).orElse(null);
		if (range == null) {
			return;
		}
		SortedSet<Integer> left = cpus(range).filter(allowed).boxed().collect(Collectors.toCollection(TreeSet::new));
		if (!left.isEmpty()) {
			replace(context, acceptor, range, "Leave CPUs " + text(left), text(left));
			return;
		}
		ListFixes.removeValue(context, acceptor, VIRTUAL_MACHINE__CPUS, "Remove '%s' from this VM");
		free(context).ifPresent(cpu -> replace(context, acceptor, range, "Use the free CPU " + cpu, Integer.toString(cpu)));
	}

	/** Replaces the numbers of a range, and keeps what is said of them. */
	private static void replace(FixContext context, Consumer<QuickFix> acceptor, CpuRange range, String title, String text) {
		ITextRegion first = NodeModelUtils.findNodesForFeature(range, CPU_RANGE__FIRST).get(0).getTextRegion();
		List<INode> last = NodeModelUtils.findNodesForFeature(range, CPU_RANGE__LAST);
		ITextRegion whole = last.isEmpty() ? first : first.merge(last.get(0).getTextRegion());
		context.fix(title, acceptor, edits -> edits.replaceRegion(whole.getOffset(), whole.getLength(), text));
	}

	private static void listOnce(FixContext context, Consumer<QuickFix> acceptor) {
		CpuRange range = context.enclosing(CpuRange.class).orElse(null);
		if (range != null && range.eContainer() instanceof VirtualMachine vm) {
			SortedSet<Integer> before = vm.getCpus().subList(0, vm.getCpus().indexOf(range)).stream().flatMapToInt(CpuFixes::cpus).boxed()
					.collect(Collectors.toCollection(TreeSet::new));
			SortedSet<Integer> left = cpus(range).filter(cpu -> !before.contains(cpu)).boxed().collect(Collectors.toCollection(TreeSet::new));
			if (left.isEmpty()) {
				ListFixes.removeValue(context, acceptor, VIRTUAL_MACHINE__CPUS, "Remove '%s' from the list");
			} else {
				replace(context, acceptor, range, "Leave CPUs " + text(left), text(left));
			}
		}
	}

	private static void giveOne(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(VirtualMachine.class).filter(vm -> vm.getCpus().isEmpty()).ifPresent(vm -> free(context)
				.ifPresent(cpu -> context.fix("Give it the free CPU " + cpu, acceptor, edits -> edits.addOption(vm, "cpus " + cpu))));
	}

	private static void keepOneKind(FixContext context, Consumer<QuickFix> acceptor) {
		VirtualMachine vm = context.enclosing(VirtualMachine.class).orElse(null);
		List<INode> nodes = vm == null ? List.of() : NodeModelUtils.findNodesForFeature(vm, VIRTUAL_MACHINE__CPUS);
		if (nodes.isEmpty() || context.board().isEmpty()) {
			return;
		}
		Map<CoreType, SortedSet<Integer>> kinds = new TreeMap<>();
		BoardIndex board = new BoardIndex(context.board().get());
		vm.getCpus().stream().flatMapToInt(CpuFixes::cpus)
				.forEach(cpu -> board.cpu(cpu).ifPresent(known -> kinds.computeIfAbsent(known.getCoreType(), kind -> new TreeSet<>()).add(cpu)));
		int start = nodes.get(0).getTextRegion().getOffset();
		int end = nodes.getLast().getTextRegion().getOffset() + nodes.getLast().getTextRegion().getLength();
		kinds.forEach((kind, cpus) -> context.fix("Keep the CPUs of kind " + kind.getLiteral(), acceptor, edits -> edits.replaceRegion(start, end - start, text(cpus))));
	}

	private static void moveTimer(FixContext context, Consumer<QuickFix> acceptor) {
		Hypervisor hypervisor = context.scenario().map(Scenario::getHypervisor).orElse(null);
		if (hypervisor != null) {
			SortedSet<Integer> silent = context.allVms().stream().filter(vm -> vm.getGuestFlags().contains(GuestFlag.LAPIC_PASSTHROUGH))
					.flatMap(vm -> vm.getCpus().stream()).flatMapToInt(CpuFixes::cpus).boxed().collect(Collectors.toCollection(TreeSet::new));
			all(context).filter(cpu -> !silent.contains(cpu)).boxed().findFirst().ifPresent(cpu -> context.fix("Run the timer on CPU " + cpu, acceptor,
					edits -> edits.set(hypervisor, HYPERVISOR__VUART_TIMER_CPU, cpu.toString(), "vuart timer cpu " + cpu)));
		}
	}

	/** @return the first CPU that no VM has; CPU 0 serves the hypervisor and is taken for none */
	private static Optional<Integer> free(FixContext context) {
		SortedSet<Integer> taken = context.allVms().stream().flatMap(vm -> vm.getCpus().stream())
				.flatMapToInt(CpuFixes::cpus).boxed().collect(Collectors.toCollection(TreeSet::new));
		return all(context).filter(cpu -> cpu != 0 && !taken.contains(cpu)).boxed().findFirst();
	}

	/** @return the CPUs of all VMs but the problem's */
	private static SortedSet<Integer> taken(FixContext context) {
		String own = context.enclosing(VirtualMachine.class).map(VirtualMachine::getName).orElse("");
		return context.allVms().stream().filter(vm -> !own.equals(vm.getName())).flatMap(vm -> vm.getCpus().stream())
				.flatMapToInt(CpuFixes::cpus).boxed().collect(Collectors.toCollection(TreeSet::new));
	}

	/** @return the CPUs of the board, or of any board where it is not known */
	private static IntStream all(FixContext context) {
		Optional<Board> board = context.board().filter(known -> !known.getCpus().isEmpty());
		return board.map(known -> new BoardIndex(known).cpuIds().stream().mapToInt(Integer::intValue)).orElseGet(() -> IntStream.range(0, CPUS));
	}

	private static boolean isOnBoard(FixContext context, int cpu) {
		return all(context).anyMatch(known -> known == cpu);
	}

	private static IntStream cpus(CpuRange range) {
		return IntStream.rangeClosed(range.getFirst(), Math.min(CPUS, range.isSetLast() ? range.getLast() : range.getFirst()));
	}

	/** @return the CPUs as the language writes them, those in a row as a range */
	private static String text(SortedSet<Integer> cpus) {
		StringBuilder text = new StringBuilder();
		for (int first : cpus) {
			if (!cpus.contains(first - 1)) {
				int last = first;
				while (cpus.contains(last + 1)) {
					last++;
				}
				text.append(text.isEmpty() ? "" : ", ").append(first).append(last > first ? ".." + last : "");
			}
		}
		return text.toString();
	}
}
