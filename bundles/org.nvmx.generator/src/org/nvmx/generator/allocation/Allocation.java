// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.List;

/**
 * What an allocator decided. The same input always gives the same answer.
 *
 * @param values   what was given
 * @param records  the reasons, in the order of the decisions
 * @param problems what could not be given; the rest of the values holds nevertheless
 */
public record Allocation<T>(T values, List<AllocationRecord> records, List<AllocationProblem> problems) {

	public Allocation {
		records = List.copyOf(records);
		problems = List.copyOf(problems);
	}

	public boolean isComplete() {
		return problems.isEmpty();
	}
}
