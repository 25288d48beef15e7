// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.common.util.BasicEList;
import org.eclipse.emf.common.util.EList;
import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.AllocationReport.Section;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.model.explanation.Explanation;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VuartConnection;
import org.nvmx.model.scenario.impl.ScenarioImpl;

/**
 * What it takes to explain a scenario, counted: elements of the model and decisions that are read, and text that is made. It has to grow with the
 * scenario, not with its square. No clock is looked at.
 */
class ExplanationWorkTest {

	private static final int FEW = 60;
	private static final int MANY = 8 * FEW;

	/** Counts what is read out of lists. */
	private static final class Counter {
		private long read;

		<T> EList<T> counting(EList<T> list) {
			return new BasicEList<>(list) {
				private static final long serialVersionUID = 1;

				@Override
				protected T resolve(int index, T object) {
					read++;
					return object;
				}
			};
		}

		<T> List<T> counting(List<T> list) {
			return new AbstractList<>() {
				@Override
				public T get(int index) {
					read++;
					return list.get(index);
				}

				@Override
				public int size() {
					return list.size();
				}
			};
		}

		AllocationReport counting(AllocationReport report) {
			return new AllocationReport(report.sections().stream()
					.map(section -> new Section(section.title(), counting(section.records()), counting(section.problems()))).toList());
		}
	}

	/** A scenario whose lists tell what is read. */
	private static final class CountedScenario extends ScenarioImpl {
		private final Counter counter;

		CountedScenario(Scenario scenario, Counter counter) {
			this.counter = counter;
			setHypervisor(scenario.getHypervisor());
			super.getVms().addAll(scenario.getVms());
			super.getSharedMemories().addAll(scenario.getSharedMemories());
			super.getVuartConnections().addAll(scenario.getVuartConnections());
		}

		@Override
		public EList<VirtualMachine> getVms() {
			return counter.counting(super.getVms());
		}

		@Override
		public EList<SharedMemory> getSharedMemories() {
			return counter.counting(super.getSharedMemories());
		}

		@Override
		public EList<VuartConnection> getVuartConnections() {
			return counter.counting(super.getVuartConnections());
		}
	}

	/** Work for a scenario. */
	private record Work(long elements, long decisions, long letters) {
	}

	/** @return VMs that share CPUs, memory and vUARTs, each with its neighbour and with the Service VM */
	private static String scenario(int vms) {
		StringBuilder text = new StringBuilder("scenario s\nhypervisor {\n\tcache allocation on\n\tcache 0x0 level 3 {\n");
		for (int i = 0; i < vms; i++) {
			text.append("\t\tvm vm%d cpu 0 mask 0x%s\n".formatted(i, i % 2 == 0 ? "f0" : "f"));
		}
		text.append("\t}\n}\nservice vm svc {\n}\n");
		for (int i = 0; i < vms; i++) {
			text.append("post-launched vm vm%d {\n\tcpus 0..3\n\tmemory 16 MiB\n\tconsole vuart pci\n}\n".formatted(i));
			text.append("shared memory shm%d {\n\tsize 2 MiB\n\tvm vm%d\n\tvm vm%d\n}\n".formatted(i, i, (i + 1) % vms));
			text.append("vuart connection link%d {\n\tvm svc\n\tvm vm%d\n}\n".formatted(i, i));
		}
		return text.toString();
	}

	private static Work work(int vms) {
		Scenario model = ScenarioReader.create().read(scenario(vms), Path.of("s.nvmx")).scenario().orElseThrow();
		Counter elements = new Counter();
		Counter decisions = new Counter();
		CountedScenario scenario = new CountedScenario(model, elements);
		ScenarioPlan plan = ScenarioPlan.of(scenario);
		AllocationReport report = ScenarioAllocator.allocate(plan.on(Optional.empty()));
		List<Explanation> explanations = AllocationExplanations.explain(scenario, plan, decisions.counting(report));
		assertTrue(explanations.size() > 6 * vms, () -> explanations.size() + " explanations of " + vms + " VMs");
		return new Work(elements.read, decisions.read, explanations.stream().mapToLong(told -> told.summary().length() + told.details().length()).sum());
	}

	/** Expect: eight times the VMs, about eight times the work; its square would be 64 times. */
	@Test
	void workGrowsWithTheScenario() {
		Work few = work(FEW);
		Work many = work(MANY);
		assertTrue(few.elements() > 2 * FEW && few.decisions() > 6 * FEW, () -> "nothing is counted: " + few);
		assertGrowth("elements read", few.elements(), many.elements());
		assertGrowth("decisions read", few.decisions(), many.decisions());
		assertGrowth("letters written", few.letters(), many.letters());
	}

	/** Expect: each decision is read once. */
	@Test
	void eachDecisionIsReadOnce() {
		Scenario model = ScenarioReader.create().read(scenario(FEW), Path.of("s.nvmx")).scenario().orElseThrow();
		ScenarioPlan plan = ScenarioPlan.of(model);
		AllocationReport report = ScenarioAllocator.allocate(plan.on(Optional.empty()));
		Counter decisions = new Counter();
		AllocationExplanations.explain(model, plan, decisions.counting(report));
		assertEquals(report.sections().stream().mapToLong(section -> section.records().size() + section.problems().size()).sum(), decisions.read);
	}

	private static void assertGrowth(String what, long few, long many) {
		double ratio = (double) many / few;
		assertTrue(ratio < 1.5 * MANY / FEW, () -> what + ": " + few + " for " + FEW + " VMs, " + many + " for " + MANY);
	}
}
