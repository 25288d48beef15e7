// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import org.nvmx.generator.allocation.AllocationPlan;
import org.nvmx.generator.allocation.CacheId;
import org.nvmx.generator.allocation.PlannedVm;
import org.nvmx.generator.allocation.SharedRegion;
import org.nvmx.model.board.Board;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.CacheAllocation;
import org.nvmx.model.scenario.CachePolicy;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.SharedMemoryProvider;
import org.nvmx.model.scenario.VirtualMachine;

/**
 * What a scenario asks to be allocated. What is incomplete is left out: saying so is the business of the language's rules. The vUARTs that ACRN 3
 * adds by itself to shut VMs down are not in the scenario, and not in the plan.
 */
public final class ScenarioPlan {

	private final Scenario scenario;
	private final Hypervisor hypervisor;

	private ScenarioPlan(Scenario scenario) {
		this.scenario = scenario;
		this.hypervisor = scenario.getHypervisor() == null ? ScenarioFactory.eINSTANCE.createHypervisor() : scenario.getHypervisor();
	}

	/** @param board the machine, or empty when it is not known */
	public static AllocationPlan of(Scenario scenario, Optional<Board> board) {
		return new ScenarioPlan(scenario).plan(board);
	}

	private AllocationPlan plan(Optional<Board> board) {
		boolean cat = hypervisor.isCacheAllocation();
		int maxVms = hypervisor.getCapacities() == null ? AllocationPlan.DEFAULT_MAX_VMS : hypervisor.getCapacities().getVms();
		return new AllocationPlan(vms(), regions(), cat ? policies() : List.of(), cat && hypervisor.isCodeDataPrioritization(), vcatVms(), maxVms,
				hypervisorStart(), board);
	}

	/** The first VM of a name has it. */
	private List<PlannedVm> vms() {
		Map<String, PlannedVm> vms = new LinkedHashMap<>();
		scenario.getVms().stream().filter(vm -> vm.getName() != null)
				.forEach(vm -> vms.computeIfAbsent(vm.getName(), name -> new VmPlan(vm, scenario.getVuartConnections()).plan()));
		return List.copyOf(vms.values());
	}

	/** The device model makes its regions when it starts a VM. */
	private List<SharedRegion> regions() {
		Map<String, SharedRegion> regions = new LinkedHashMap<>();
		for (SharedMemory memory : scenario.getSharedMemories()) {
			if (memory.getName() == null || memory.getSize() == null || memory.getSize().bytes() < 1
					|| memory.getProvider() == SharedMemoryProvider.DEVICE_MODEL) {
				continue;
			}
			Map<String, Optional<PciAddress>> sharers = new LinkedHashMap<>();
			memory.getEndpoints().stream().filter(endpoint -> isNamed(endpoint.getVm()))
					.forEach(endpoint -> sharers.put(endpoint.getVm().getName(), Optional.ofNullable(endpoint.getAddress())));
			regions.putIfAbsent(memory.getName(), new SharedRegion(memory.getName(), memory.getSize(), sharers));
		}
		return List.copyOf(regions.values());
	}

	private List<org.nvmx.generator.allocation.CachePolicy> policies() {
		List<org.nvmx.generator.allocation.CachePolicy> policies = new ArrayList<>();
		for (CacheAllocation cache : hypervisor.getCaches()) {
			for (CachePolicy policy : cache.getPolicies()) {
				if (cache.getCacheId() != null && isNamed(policy.getVm()) && policy.getMask() != null && policy.getMask().value() == (int) policy.getMask().value()) {
					policies.add(new org.nvmx.generator.allocation.CachePolicy(new CacheId(cache.getLevel(), (int) cache.getCacheId().value()),
							policy.getVm().getName(), policy.getVcpu(), type(policy), (int) policy.getMask().value()));
				}
			}
		}
		return policies;
	}

	private static org.nvmx.generator.allocation.CachePolicy.Type type(CachePolicy policy) {
		return org.nvmx.generator.allocation.CachePolicy.Type.valueOf(policy.getType().name());
	}

	private Set<String> vcatVms() {
		Set<String> names = new TreeSet<>();
		scenario.getVms().stream().filter(vm -> hypervisor.isVirtualCat() && vm.getName() != null && vm.getVirtualCatWays() > 0)
				.forEach(vm -> names.add(vm.getName()));
		return names;
	}

	private OptionalLong hypervisorStart() {
		return hypervisor.getMemory() == null || hypervisor.getMemory().getRamStart() == null ? OptionalLong.empty()
				: OptionalLong.of(hypervisor.getMemory().getRamStart().value());
	}

	/** A reference that leads nowhere is an object without a name. */
	static boolean isNamed(VirtualMachine vm) {
		return vm != null && vm.getName() != null;
	}
}
