// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.List;

/** Collects the decisions of one allocation. */
final class AllocationLog {

	private final List<AllocationRecord> records = new ArrayList<>();
	private final List<AllocationProblem> problems = new ArrayList<>();

	void give(String owner, String item, Object value, String reason) {
		records.add(new AllocationRecord(owner, item, value.toString(), reason));
	}

	void problem(String owner, String item, String message, String remedy) {
		problems.add(new AllocationProblem(owner, item, message, remedy));
	}

	<T> Allocation<T> done(T values) {
		return new Allocation<>(values, records, problems);
	}
}
