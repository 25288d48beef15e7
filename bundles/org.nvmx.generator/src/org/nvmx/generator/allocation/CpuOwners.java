// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.nvmx.acrn.board.BoardSummary;
import org.nvmx.model.board.BoardIndex;

/** Which virtual CPUs run on each physical CPU. */
final class CpuOwners {

	private CpuOwners() {
	}

	/** @param cpus the CPUs of each VM in vCPU order */
	static Allocation<Map<Integer, List<Vcpu>>> of(Map<String, List<Integer>> cpus, Optional<BoardIndex> board) {
		AllocationLog log = new AllocationLog();
		Map<Integer, List<Vcpu>> owners = new LinkedHashMap<>();
		TreeSet<Integer> all = new TreeSet<>(board.map(BoardIndex::cpuIds).orElse(new TreeSet<>()));
		cpus.values().forEach(all::addAll);
		all.forEach(cpu -> owners.put(cpu, new ArrayList<>()));
		cpus.forEach((vm, list) -> {
			for (int vcpu = 0; vcpu < list.size(); vcpu++) {
				owners.get(list.get(vcpu)).add(new Vcpu(vm, vcpu));
			}
		});
		owners.forEach((cpu, vcpus) -> tell(cpu, vcpus, board, log));
		return log.done(owners);
	}

	private static void tell(int cpu, List<Vcpu> vcpus, Optional<BoardIndex> board, AllocationLog log) {
		String users = vcpus.isEmpty() ? "idle" : String.join(", ", vcpus.stream().map(Vcpu::toString).toList());
		Optional<String> known = board.flatMap(index -> index.cpu(cpu)).map(BoardSummary::of).map(text -> text.substring(text.indexOf(':') + 2));
		log.give("CPU " + cpu, known.orElse(board.isPresent() ? "not on the board" : ""), users, vcpus.size() > 1 ? "shared: the scheduler takes turns" : "");
		if (known.isEmpty() && board.isPresent()) {
			log.problem("CPU " + cpu, "", "the board has no such CPU", "choose another CPU for " + users);
		}
	}
}
