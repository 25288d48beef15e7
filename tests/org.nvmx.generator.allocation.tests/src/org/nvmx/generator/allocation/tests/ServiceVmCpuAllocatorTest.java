// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.nvmx.generator.allocation.AllocationTable;
import org.nvmx.generator.allocation.ServiceVmCpuAllocator;

class ServiceVmCpuAllocatorTest {

	private static String table(int boardCpus, Map<String, List<Integer>> preLaunched, List<Integer> written) {
		TreeSet<Integer> cpus = new TreeSet<>();
		for (int i = 0; i < boardCpus; i++) {
			cpus.add(i);
		}
		return AllocationTable.of(ServiceVmCpuAllocator.allocate("service", cpus, new TreeMap<>(preLaunched), written));
	}

	@Test
	void itGetsWhatPreLaunchedVmsLeave() {
		assertEquals("service  CPUs  0, 1  all CPUs of the board that are left: CPUs 2, 3 belong to pre-launched VMs (safety, rt)\n",
				table(4, Map.of("rt", List.of(3), "safety", List.of(2)), List.of()));
	}

	@Test
	void aloneItGetsAll() {
		assertEquals("service  CPUs  0, 1  all CPUs of the board that are left: there is no pre-launched VM with CPUs\n", table(2, Map.of(), List.of()));
	}

	@Test
	void whatIsWrittenIsKeptInItsOrder() {
		assertEquals("service  CPUs  3, 1  written in the scenario\n", table(4, Map.of(), List.of(3, 1)));
	}

	@Test
	void aWrittenCpuOfAPreLaunchedVmIsAProblem() {
		assertEquals("""
				service  CPUs  1, 2  written in the scenario
				service  CPUs  -     CPU 2 belongs to the pre-launched VM rt; take it away from one of them
				""", table(4, Map.of("rt", List.of(2)), List.of(1, 2)));
	}

	@Test
	void nothingLeft() {
		assertEquals("service  CPUs  -  pre-launched VMs have all CPUs of the board; leave at least one CPU to service\n",
				table(2, Map.of("rt", List.of(0, 1)), List.of()));
	}

	@Test
	void anUnknownBoard() {
		assertEquals("service  CPUs  -  the board's CPUs are not known; name a board, or write the CPUs of service\n", table(0, Map.of(), List.of()));
	}
}
