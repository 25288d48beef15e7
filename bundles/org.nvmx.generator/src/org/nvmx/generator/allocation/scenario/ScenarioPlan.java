// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.generator.allocation.AllocationPlan;
import org.nvmx.generator.allocation.CacheId;
import org.nvmx.generator.allocation.PlannedVm;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.generator.allocation.SharedRegion;
import org.nvmx.model.board.Board;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.CacheAllocation;
import org.nvmx.model.scenario.CachePolicy;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.SharedMemoryProvider;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VuartConnection;
import org.nvmx.model.scenario.VuartEndpoint;

/**
 * What a scenario asks to be allocated, and which element asks for what: the one plan behind tables, hovers and hints. What is incomplete is left out:
 * saying so is the business of the language's rules. Takes time in proportion to the scenario.
 */
public final class ScenarioPlan {

	/** Words with which allocations name what is no VM, or a part of one. */
	private static final Pattern NOT_A_VM = Pattern.compile("hypervisor|board|nobody|CPU \\d+|.* vCPU \\d+");

	private final Scenario scenario;
	private final Hypervisor hypervisor;
	private final Map<VirtualMachine, VmPlan> vms = new LinkedHashMap<>();

	private ScenarioPlan(Scenario scenario, Dialect release) {
		this.scenario = scenario;
		this.hypervisor = scenario.getHypervisor() == null ? ScenarioFactory.eINSTANCE.createHypervisor() : scenario.getHypervisor();
		Set<String> taken = new HashSet<>();
		int number = 0;
		for (VirtualMachine vm : scenario.getVms()) {
			number++;
			if (vm.getName() != null) {
				vms.put(vm, new VmPlan(vm, unique(vm.getName(), number, taken)));
			}
		}
		for (int i = 0; i < scenario.getVuartConnections().size(); i++) {
			connect(scenario.getVuartConnections().get(i), i + 1);
		}
		if (release.isV3()) {
			powerOff();
		}
	}

	/** @return what a scenario of the language asks for: it is for every release, and the newest one allocates most */
	public static ScenarioPlan of(Scenario scenario) {
		return of(scenario, Dialect.V3_3);
	}

	/** @param release for which the scenario is built: ACRN 3 adds vUARTs of its own */
	public static ScenarioPlan of(Scenario scenario, Dialect release) {
		return new ScenarioPlan(scenario, release);
	}

	/** Names are told apart even where the scenario forgot to. */
	private static String unique(String name, int number, Set<String> taken) {
		String unique = name;
		for (int i = number; NOT_A_VM.matcher(unique).matches() || !taken.add(unique); i++) {
			unique = name + " (VM " + i + ")";
		}
		return unique;
	}

	private void connect(VuartConnection connection, int number) {
		for (VuartEndpoint endpoint : connection.getEndpoints()) {
			Optional.ofNullable(vms.get(endpoint.getVm())).ifPresent(vm -> vm.connect(connection, endpoint, number));
		}
	}

	/** ACRN 3 connects each user VM with the Service VM, to shut it down in order. */
	private void powerOff() {
		Optional<VmPlan> service = vms.entrySet().stream().filter(vm -> vm.getKey() instanceof ServiceVm).map(Map.Entry::getValue).findFirst();
		service.ifPresent(known -> vms.forEach((vm, plan) -> {
			if (!(vm instanceof ServiceVm)) {
				plan.powerOff("power-off");
				known.powerOff("power-off of " + plan.name());
			}
		}));
	}

	/** @return the VMs that have a name, in the order of the scenario */
	Collection<VmPlan> vms() {
		return vms.values();
	}

	/** @return what allocations call the VM, or empty for a reference that leads nowhere */
	Optional<String> nameOf(VirtualMachine vm) {
		return Optional.ofNullable(vms.get(vm)).map(VmPlan::name);
	}

	/**
	 * @param board the machine, or empty when it is not known
	 * @return the addresses on the VM's bus 0, by the names of the devices in the plan; a device that got none is missing
	 */
	public Map<String, PciAddress> addressesOf(VirtualMachine vm, Optional<Board> board) {
		return nameOf(vm).map(name -> ScenarioAllocator.addresses(on(board), name)).orElse(Map.of());
	}

	/** @param board the machine, or empty when it is not known */
	public AllocationPlan on(Optional<Board> board) {
		boolean cat = hypervisor.isCacheAllocation();
		int maxVms = hypervisor.getCapacities() == null ? AllocationPlan.DEFAULT_MAX_VMS : hypervisor.getCapacities().getVms();
		return new AllocationPlan(vms.values().stream().map(VmPlan::plan).toList(), regions(), cat ? policies() : List.of(),
				cat && hypervisor.isCodeDataPrioritization(), vcatVms(), maxVms, hypervisorStart(), board);
	}

	private List<SharedRegion> regions() {
		Map<String, SharedRegion> regions = new LinkedHashMap<>();
		for (SharedMemory memory : scenario.getSharedMemories()) {
			if (memory.getName() == null || memory.getSize() == null || memory.getSize().bytes() < 1) {
				continue;
			}
			Map<String, Optional<PciAddress>> sharers = new LinkedHashMap<>();
			memory.getEndpoints().forEach(endpoint -> nameOf(endpoint.getVm())
					.ifPresent(name -> sharers.put(name, Optional.ofNullable(endpoint.getAddress()))));
			regions.putIfAbsent(memory.getName(), new SharedRegion(memory.getName(), memory.getSize(), sharers,
					memory.getProvider() == SharedMemoryProvider.DEVICE_MODEL));
		}
		return List.copyOf(regions.values());
	}

	private List<org.nvmx.generator.allocation.CachePolicy> policies() {
		List<org.nvmx.generator.allocation.CachePolicy> policies = new ArrayList<>();
		for (CacheAllocation cache : hypervisor.getCaches()) {
			for (CachePolicy policy : cache.getPolicies()) {
				Optional<String> vm = nameOf(policy.getVm());
				if (cache.getCacheId() != null && vm.isPresent() && policy.getMask() != null && policy.getMask().value() == (int) policy.getMask().value()) {
					policies.add(new org.nvmx.generator.allocation.CachePolicy(new CacheId(cache.getLevel(), (int) cache.getCacheId().value()), vm.get(),
							policy.getVcpu(), type(policy), (int) policy.getMask().value()));
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
		vms.forEach((vm, plan) -> {
			if (hypervisor.isVirtualCat() && vm.getVirtualCatWays() > 0) {
				names.add(plan.name());
			}
		});
		return names;
	}

	private OptionalLong hypervisorStart() {
		return hypervisor.getMemory() == null || hypervisor.getMemory().getRamStart() == null ? OptionalLong.empty()
				: OptionalLong.of(hypervisor.getMemory().getRamStart().value());
	}
}
