// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.nvmx.generator.allocation.AllocationProblem;
import org.nvmx.generator.allocation.AllocationRecord;

/** A part of a report: decisions and problems that are told together, in the order of the report. */
record Decisions(List<AllocationRecord> records, List<AllocationProblem> problems) {

	static final String CLOS = "CLOS";

	Decisions() {
		this(new ArrayList<>(), new ArrayList<>());
	}

	boolean isEmpty() {
		return records.isEmpty() && problems.isEmpty();
	}

	void addAll(Decisions other) {
		records.addAll(other.records);
		problems.addAll(other.problems);
	}

	Decisions about(Predicate<String> item) {
		return new Decisions(records.stream().filter(record -> item.test(record.item())).toList(),
				problems.stream().filter(problem -> item.test(problem.item())).toList());
	}

	String summary(Asker asker) {
		return new AllocationSummary(asker).of(records);
	}

	/** @return all of it with its reasons, as a Markdown list */
	String details() {
		StringBuilder text = new StringBuilder();
		records.forEach(record -> text.append("- ").append(subject(record.owner(), record.item())).append(": **").append(record.value()).append("**")
				.append(record.reason().isEmpty() ? "" : " (" + record.reason() + ")").append('\n'));
		problems.forEach(problem -> text.append("- ").append(subject(problem.owner(), problem.item())).append(": ").append(problem.message()).append("; ")
				.append(problem.remedy()).append('\n'));
		return text.toString();
	}

	/** CPUs and classes are asked for by their owner; everything else by what it is. */
	private static String subject(String owner, String item) {
		boolean byOwner = owner.startsWith("CPU ") || item.equals(CLOS);
		return byOwner ? (owner + " " + item).strip() : item;
	}
}
