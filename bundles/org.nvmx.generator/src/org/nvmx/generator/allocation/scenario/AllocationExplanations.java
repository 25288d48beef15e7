// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.model.explanation.Explanation;
import org.nvmx.model.explanation.ExplanationSource;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

/** Tells each element of a scenario what it is given, from the same allocation that the tables of the command line show. */
public final class AllocationExplanations implements ExplanationSource {

	private static final String HYPERVISOR = "hypervisor";

	private final BoardCatalogue boards = new BoardCatalogue();

	@Override
	public List<Explanation> explain(Scenario scenario, Path file) {
		ScenarioPlan plan = ScenarioPlan.of(scenario);
		return explain(scenario, plan, ScenarioAllocator.allocate(plan.on(boards.boardOf(scenario, file))));
	}

	/**
	 * @param plan   of the scenario
	 * @param report of the plan
	 */
	public static List<Explanation> explain(Scenario scenario, ScenarioPlan plan, AllocationReport report) {
		DecisionIndex decisions = new DecisionIndex(report);
		List<Explanation> explanations = new ArrayList<>();
		plan.vms().forEach(vm -> explainVm(vm, decisions, explanations));
		scenario.getSharedMemories().forEach(memory -> memory.getEndpoints().forEach(endpoint -> plan.nameOf(endpoint.getVm())
				.ifPresent(vm -> add(explanations, Asker.of(endpoint), decisions.of(vm, "shared memory " + memory.getName())))));
		if (scenario.getHypervisor() != null) {
			scenario.getHypervisor().getCaches().stream().flatMap(cache -> cache.getPolicies().stream()).forEach(policy -> plan.nameOf(policy.getVm())
					.ifPresent(vm -> add(explanations, Asker.of(policy), decisions.of(vm + " vCPU " + policy.getVcpu())
							.about(item -> item.startsWith(Decisions.CLOS) || item.startsWith("L")))));
			add(explanations, Asker.of(scenario.getHypervisor()), decisions.of(HYPERVISOR));
		}
		return explanations;
	}

	private static void explainVm(VmPlan plan, DecisionIndex decisions, List<Explanation> explanations) {
		VirtualMachine vm = plan.vm();
		plan.labels().forEach((asker, label) -> add(explanations, asker, decisions.of(plan.name(), label)));
		vm.getCpus().forEach(range -> add(explanations, Asker.of(range), decisions.ofCpus(range.getFirst(), range.getLast())));
		add(explanations, Asker.of(vm), decisions.ofVm(plan.name()));
	}

	private static void add(List<Explanation> explanations, Asker asker, Decisions found) {
		if (!found.isEmpty()) {
			explanations.add(new Explanation(asker.element(), asker.feature(), found.summary(asker), found.details()));
		}
	}
}
