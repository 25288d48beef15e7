// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.generator.allocation.AllocationRecord;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.AllocationReport.Section;

/** The decisions of a report by those who own them. Reads each of them once. */
final class DecisionIndex {

	private static final Pattern CPU = Pattern.compile("CPU (\\d{1,9})");
	private static final Pattern VCPU = Pattern.compile("(.*) vCPU \\d+");
	private static final Pattern BAR = Pattern.compile(" BAR[0-5]$");
	/** The users of a CPU that are told; somebody shares it with hundreds of others and is told so for each of them. */
	private static final int MAX_USERS = 8;
	private static final String SEPARATOR = ", ";

	private final Map<String, Decisions> byOwner = new HashMap<>();
	private final TreeMap<Integer, Decisions> byCpu = new TreeMap<>();
	/** A VM and its virtual CPUs. */
	private final Map<String, Decisions> byVm = new HashMap<>();
	private final Map<String, Map<String, Decisions>> byLabel = new HashMap<>();

	DecisionIndex(AllocationReport report) {
		for (Section section : report.sections()) {
			section.records().forEach(record -> add(record.owner(), record.item(), decisions -> decisions.records().add(shortened(record))));
			section.problems().forEach(problem -> add(problem.owner(), problem.item(), decisions -> decisions.problems().add(problem)));
		}
	}

	private void add(String owner, String item, Consumer<Decisions> decision) {
		decision.accept(byOwner.computeIfAbsent(owner, name -> new Decisions()));
		decision.accept(byLabel.computeIfAbsent(owner, name -> new HashMap<>()).computeIfAbsent(BAR.matcher(item).replaceFirst(""), label -> new Decisions()));
		Matcher cpu = CPU.matcher(owner);
		if (cpu.matches()) {
			decision.accept(byCpu.computeIfAbsent(Integer.valueOf(cpu.group(1)), number -> new Decisions()));
		}
		Matcher vcpu = VCPU.matcher(owner);
		decision.accept(byVm.computeIfAbsent(vcpu.matches() ? vcpu.group(1) : owner, name -> new Decisions()));
	}

	private static AllocationRecord shortened(AllocationRecord record) {
		if (!CPU.matcher(record.owner()).matches()) {
			return record;
		}
		String[] users = record.value().split(SEPARATOR, MAX_USERS + 1);
		if (users.length <= MAX_USERS) {
			return record;
		}
		int more = users[MAX_USERS].split(SEPARATOR, -1).length;
		String told = record.value().substring(0, record.value().length() - users[MAX_USERS].length());
		return new AllocationRecord(record.owner(), record.item(), told + more + " more", record.reason());
	}

	/** @return what is decided for the owner itself, such as a virtual CPU */
	Decisions of(String owner) {
		return byOwner.getOrDefault(owner, new Decisions());
	}

	/** @return what is decided for the VM and its virtual CPUs */
	Decisions ofVm(String vm) {
		return byVm.getOrDefault(vm, new Decisions());
	}

	/** @return what is decided for one thing that the VM asks for, its BARs included */
	Decisions of(String vm, String label) {
		return byLabel.getOrDefault(vm, Map.of()).getOrDefault(label, new Decisions());
	}

	/** @return what is decided for the CPUs from one to another, both included */
	Decisions ofCpus(int first, int last) {
		Decisions all = new Decisions();
		byCpu.subMap(first, true, Math.max(first, last), true).values().forEach(all::addAll);
		return all;
	}
}
