// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Who owns what in a scenario, and why.
 *
 * @param sections those that have something to say
 */
public record AllocationReport(List<Section> sections) {

	/**
	 * One kind of thing.
	 *
	 * @param title    such as "CPUs"
	 * @param records  the decisions
	 * @param problems what could not be given
	 */
	public record Section(String title, List<AllocationRecord> records, List<AllocationProblem> problems) {
	}

	public AllocationReport {
		sections = List.copyOf(sections);
	}

	/** @return every problem of every section */
	public List<AllocationProblem> problems() {
		List<AllocationProblem> problems = new ArrayList<>();
		sections.forEach(section -> problems.addAll(section.problems()));
		return problems;
	}

	/** @return titles and tables, with an empty line between sections */
	public String toText() {
		StringJoiner text = new StringJoiner("\n");
		for (Section section : sections) {
			text.add(section.title() + "\n" + AllocationTable.of(section.records(), section.problems()).indent(2));
		}
		return text.toString();
	}
}
