// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.List;
import java.util.Optional;

import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.MemoryRange;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.ByteSize;

/** Who has how much of the board's memory. */
final class MemoryOwners {

	private static final String ITEM = "memory";

	private MemoryOwners() {
	}

	/** @return what is left for the Service VM and the VMs that it starts, when the board is known */
	static Allocation<Optional<ByteSize>> of(AllocationPlan plan) {
		AllocationLog log = new AllocationLog();
		List<AddressRange> ram = plan.board().stream().flatMap(board -> board.getMemory().stream()).filter(range -> range.getName() == null)
				.map(MemoryRange::getRange).toList();
		int secureWorlds = (int) plan.vms().stream().filter(PlannedVm::secureWorld).count();
		Allocation<HypervisorRam> hypervisor = HypervisorRamAllocator.allocate(plan.maxVms(), secureWorlds, ram, plan.hypervisorStart());
		hypervisor.records().forEach(record -> log.give(record.owner(), record.item(), record.value(), record.reason()));
		hypervisor.problems().forEach(problem -> log.problem(problem.owner(), problem.item(), problem.message(), problem.remedy()));
		plan.vms().forEach(vm -> vm.memory().ifPresent(size -> log.give(vm.name(), ITEM, size,
				vm.order() == LoadOrder.POST_LAUNCHED ? "of the scenario, out of the Service VM's" : "of the scenario")));
		Optional<Long> total = plan.board().map(MemoryOwners::ram).filter(bytes -> bytes > 0);
		return log.done(total.flatMap(bytes -> left(plan, bytes, hypervisor.values().size().bytes(), log)));
	}

	private static long ram(Board board) {
		return new BoardIndex(board).ramSize();
	}

	private static Optional<ByteSize> left(AllocationPlan plan, long total, long hypervisor, AllocationLog log) {
		long preLaunched = sum(plan, LoadOrder.PRE_LAUNCHED);
		long postLaunched = sum(plan, LoadOrder.POST_LAUNCHED);
		long left = total - hypervisor - preLaunched;
		Optional<PlannedVm> service = plan.vms().stream().filter(vm -> vm.order() == LoadOrder.SERVICE).findFirst();
		String owner = service.map(PlannedVm::name).orElse("nobody");
		String board = mebibytes(total) + " of the board";
		if (left < 0 || left < postLaunched) {
			log.problem(left < 0 ? "board" : owner, ITEM, "the VMs need " + mebibytes(preLaunched + postLaunched) + " and the hypervisor " + mebibytes(hypervisor)
					+ ", more than the " + board, "give VMs less memory");
			return Optional.empty();
		}
		log.give(owner, ITEM, mebibytes(left), "what is left of the " + board + (postLaunched == 0 ? "" : ", " + mebibytes(postLaunched) + " of it for the VMs it starts"));
		return Optional.of(ByteSize.ofBytes(left));
	}

	private static long sum(AllocationPlan plan, LoadOrder order) {
		return plan.vms().stream().filter(vm -> vm.order() == order).flatMap(vm -> vm.memory().stream()).mapToLong(ByteSize::bytes)
				.reduce(0, (a, b) -> a + b < 0 ? Long.MAX_VALUE >> 2 : Math.min(a + b, Long.MAX_VALUE >> 2));
	}

	private static String mebibytes(long bytes) {
		return (bytes >> 20) + " MiB";
	}
}
