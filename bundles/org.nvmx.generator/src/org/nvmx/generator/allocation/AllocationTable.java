// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.List;

import org.nvmx.acrn.text.TextTable;

/** Decisions as a table that a person reads: owner, item, value, reason. */
public final class AllocationTable {

	private AllocationTable() {
	}

	/** @return one line for each decision and for each problem, each ended; empty when there are none */
	public static String of(Allocation<?> allocation) {
		return of(allocation.records(), allocation.problems());
	}

	/** @return the same for the decisions of several allocators */
	public static String of(List<AllocationRecord> records, List<AllocationProblem> problems) {
		TextTable table = new TextTable();
		records.forEach(record -> table.row(record.owner(), record.item(), record.value(), record.reason()));
		problems.forEach(problem -> table.row(problem.owner(), problem.item(), "-", problem.message() + "; " + problem.remedy()));
		return table.toText("");
	}
}
