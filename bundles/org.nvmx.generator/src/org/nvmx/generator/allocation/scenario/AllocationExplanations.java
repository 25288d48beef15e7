// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.generator.allocation.AllocationProblem;
import org.nvmx.generator.allocation.AllocationRecord;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.explanation.Explanation;
import org.nvmx.model.explanation.ExplanationSource;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.VirtualMachine;

/** Tells each element of a scenario what it is given, from the same allocation that the tables of the command line show. */
public final class AllocationExplanations implements ExplanationSource {

	private static final String HYPERVISOR = "hypervisor";
	private static final String CLOS = "CLOS";
	private static final Pattern BAR = Pattern.compile(" BAR[0-5]$");

	private final BoardCatalogue boards = new BoardCatalogue();

	@Override
	public List<Explanation> explain(Scenario scenario, Path file) {
		AllocationReport report = ScenarioAllocator.allocate(ScenarioPlan.of(scenario, board(scenario, file)));
		List<Explanation> explanations = new ArrayList<>();
		Map<String, VirtualMachine> vms = new LinkedHashMap<>();
		scenario.getVms().stream().filter(vm -> vm.getName() != null).forEach(vm -> vms.putIfAbsent(vm.getName(), vm));
		vms.values().forEach(vm -> explainVm(scenario, vm, new Decisions(report), explanations));
		explainHypervisor(scenario, new Decisions(report), explanations);
		return explanations;
	}

	private Optional<Board> board(Scenario scenario, Path file) {
		return Optional.ofNullable(scenario.getBoard()).flatMap(name -> boards.find(file, name, Location.ofFile(file.toString())).board());
	}

	private static void explainVm(Scenario scenario, VirtualMachine vm, Decisions decisions, List<Explanation> explanations) {
		String name = vm.getName();
		Map<Asker, String> labels = new LinkedHashMap<>(new VmPlan(vm, scenario.getVuartConnections()).labels());
		for (SharedMemory memory : scenario.getSharedMemories()) {
			memory.getEndpoints().stream().filter(endpoint -> endpoint.getVm() == vm)
					.forEach(endpoint -> labels.put(Asker.of(endpoint), "shared memory " + memory.getName()));
		}
		labels.forEach((asker, label) -> add(explanations, asker, decisions.of(owner -> owner.equals(name), item -> BAR.matcher(item).replaceFirst("").equals(label))));
		vm.getCpus().forEach(range -> add(explanations, Asker.of(range), decisions.of(owner -> isCpuOf(owner, range), item -> true)));
		explainPolicies(scenario, vm, decisions, explanations);
		add(explanations, Asker.of(vm), decisions.of(owner -> owner.equals(name) || isVcpuOf(owner, name), item -> true));
	}

	private static void explainPolicies(Scenario scenario, VirtualMachine vm, Decisions decisions, List<Explanation> explanations) {
		if (scenario.getHypervisor() != null) {
			scenario.getHypervisor().getCaches().stream().flatMap(cache -> cache.getPolicies().stream()).filter(policy -> policy.getVm() == vm)
					.forEach(policy -> add(explanations, Asker.of(policy),
							decisions.of(owner -> owner.equals(vm.getName() + " vCPU " + policy.getVcpu()), item -> item.startsWith(CLOS) || item.startsWith("L"))));
		}
	}

	private static void explainHypervisor(Scenario scenario, Decisions decisions, List<Explanation> explanations) {
		if (scenario.getHypervisor() != null) {
			add(explanations, Asker.of(scenario.getHypervisor()), decisions.of(HYPERVISOR::equals, item -> true));
		}
	}

	private static boolean isCpuOf(String owner, CpuRange range) {
		return owner.matches("CPU \\d{1,9}") && Integer.parseInt(owner.substring(4)) >= range.getFirst()
				&& Integer.parseInt(owner.substring(4)) <= Math.max(range.getFirst(), range.getLast());
	}

	private static boolean isVcpuOf(String owner, String name) {
		return owner.startsWith(name + " vCPU ") && owner.substring(name.length() + 6).matches("\\d+");
	}

	private static void add(List<Explanation> explanations, Asker asker, Decisions found) {
		if (!found.isEmpty()) {
			explanations.add(new Explanation(asker.element(), asker.feature(), found.summary(asker), found.details()));
		}
	}

	/** A part of a report. */
	private record Decisions(List<AllocationRecord> records, List<AllocationProblem> problems) {

		Decisions(AllocationReport report) {
			this(report.sections().stream().flatMap(section -> section.records().stream()).toList(), report.problems());
		}

		Decisions of(Predicate<String> owner, Predicate<String> item) {
			return new Decisions(records.stream().filter(record -> owner.test(record.owner()) && item.test(record.item())).toList(),
					problems.stream().filter(problem -> owner.test(problem.owner()) && item.test(problem.item())).toList());
		}

		boolean isEmpty() {
			return records.isEmpty() && problems.isEmpty();
		}

		String summary(Asker asker) {
			return new AllocationSummary(asker).of(records);
		}

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
}
