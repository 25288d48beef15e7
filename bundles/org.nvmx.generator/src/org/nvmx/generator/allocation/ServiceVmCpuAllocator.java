// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** Gives the Service VM the CPUs of the board that no pre-launched VM has. Post-launched VMs share CPUs with it. */
public final class ServiceVmCpuAllocator {

	private static final String ITEM = "CPUs";

	private ServiceVmCpuAllocator() {
	}

	/**
	 * @param serviceVm   the Service VM's name
	 * @param boardCpus   CPU ids of the board
	 * @param preLaunched the CPUs of each pre-launched VM
	 * @param written     the CPUs that the scenario gives the Service VM, or empty to choose
	 * @return its CPUs: as written, or ascending
	 */
	public static Allocation<List<Integer>> allocate(String serviceVm, SortedSet<Integer> boardCpus, Map<String, List<Integer>> preLaunched,
			List<Integer> written) {
		AllocationLog log = new AllocationLog();
		TreeMap<Integer, String> owners = new TreeMap<>();
		preLaunched.forEach((vm, cpus) -> cpus.forEach(cpu -> owners.putIfAbsent(cpu, vm)));
		if (!written.isEmpty()) {
			written.stream().filter(owners::containsKey).forEach(cpu -> log.problem(serviceVm, ITEM,
					"CPU " + cpu + " belongs to the pre-launched VM " + owners.get(cpu), "take it away from one of them"));
			log.give(serviceVm, ITEM, join(written), "written in the scenario");
			return log.done(List.copyOf(written));
		}
		List<Integer> free = new ArrayList<>(boardCpus);
		free.removeAll(owners.keySet());
		if (boardCpus.isEmpty()) {
			log.problem(serviceVm, ITEM, "the board's CPUs are not known", "name a board, or write the CPUs of " + serviceVm);
		} else if (free.isEmpty()) {
			log.problem(serviceVm, ITEM, "pre-launched VMs have all CPUs of the board", "leave at least one CPU to " + serviceVm);
		} else {
			String others = owners.isEmpty() ? "there is no pre-launched VM with CPUs" : (owners.size() == 1 ? "CPU " : "CPUs ")
					+ join(owners.keySet().stream().toList()) + (owners.size() == 1 ? " belongs" : " belong") + " to pre-launched VMs (" + String.join(", ", owners.values().stream().distinct().toList()) + ")";
			log.give(serviceVm, ITEM, join(free), "all CPUs of the board that are left: " + others);
		}
		return log.done(List.copyOf(free));
	}

	private static String join(List<Integer> cpus) {
		return String.join(", ", cpus.stream().map(String::valueOf).toList());
	}
}
