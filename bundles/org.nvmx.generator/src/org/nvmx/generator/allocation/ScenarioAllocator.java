// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.nvmx.generator.allocation.AllocationReport.Section;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.quantity.PciAddress;

/** Runs every allocator over a scenario and tells who owns what, and why. A pure function of the plan. */
public final class ScenarioAllocator {

	/** Display controller, VGA-compatible (PCI Code and ID Assignment: base class 03, subclass 00, interface 00). */
	private static final int DISPLAY_CLASS = 0x030000;

	private final AllocationPlan plan;
	private final Optional<BoardIndex> board;
	private final Collection<PciAddress> passedThrough;
	private final Map<String, List<SharedRegion>> regions = new HashMap<>();
	private final List<Section> sections = new ArrayList<>();

	private ScenarioAllocator(AllocationPlan plan) {
		this.plan = plan;
		this.board = plan.board().map(BoardIndex::new);
		this.passedThrough = plan.passedThrough();
		plan.regions().forEach(region -> region.vms().keySet().forEach(vm -> regions.computeIfAbsent(vm, name -> new ArrayList<>()).add(region)));
	}

	public static AllocationReport allocate(AllocationPlan plan) {
		ScenarioAllocator allocator = new ScenarioAllocator(plan);
		allocator.cpus();
		allocator.add("Memory", List.of(MemoryOwners.of(plan)));
		allocator.add("PCI addresses in the VMs", allocator.each(vm -> Optional.of(allocator.addresses(vm))));
		allocator.add("Memory of virtual PCI devices", allocator.each(allocator::bars));
		allocator.add("Legacy vUARTs", allocator.each(allocator::vuarts));
		allocator.caches();
		return new AllocationReport(allocator.sections);
	}

	/**
	 * @param vm the name of one of the plan's VMs
	 * @return the addresses on its bus 0, by the devices' names in the plan
	 */
	public static Map<String, PciAddress> addresses(AllocationPlan plan, String vm) {
		ScenarioAllocator allocator = new ScenarioAllocator(plan);
		return plan.vms().stream().filter(planned -> planned.name().equals(vm)).findFirst().map(allocator::addresses).map(Allocation::values).orElse(Map.of());
	}

	private List<Allocation<?>> each(Function<PlannedVm, Optional<Allocation<?>>> allocator) {
		return plan.vms().stream().map(allocator).<Allocation<?>>flatMap(Optional::stream).toList();
	}

	private void add(String title, List<? extends Allocation<?>> allocations) {
		List<AllocationRecord> records = new ArrayList<>();
		List<AllocationProblem> problems = new ArrayList<>();
		allocations.forEach(allocation -> {
			records.addAll(allocation.records());
			problems.addAll(allocation.problems());
		});
		if (!records.isEmpty() || !problems.isEmpty()) {
			sections.add(new Section(title, records, problems));
		}
	}

	private void cpus() {
		Map<String, List<Integer>> cpus = new LinkedHashMap<>();
		Map<String, List<Integer>> preLaunched = new LinkedHashMap<>();
		List<Allocation<?>> allocations = new ArrayList<>();
		plan.vms().stream().filter(vm -> vm.order() == LoadOrder.PRE_LAUNCHED).forEach(vm -> preLaunched.put(vm.name(), vm.cpus()));
		for (PlannedVm vm : plan.vms()) {
			if (vm.order() == LoadOrder.SERVICE) {
				Allocation<List<Integer>> service = ServiceVmCpuAllocator.allocate(vm.name(), board.map(BoardIndex::cpuIds).orElse(new TreeSet<>()), preLaunched,
						vm.cpus());
				allocations.add(service);
				cpus.put(vm.name(), service.values());
			} else {
				cpus.put(vm.name(), vm.cpus());
			}
		}
		allocations.add(0, CpuOwners.of(cpus, board));
		add("CPUs", allocations);
	}

	private List<SharedRegion> regionsOf(PlannedVm vm) {
		return regions.getOrDefault(vm.name(), List.of()).stream().filter(region -> !region.byDeviceModel() || vm.order() == LoadOrder.POST_LAUNCHED).toList();
	}

	private Allocation<Map<String, PciAddress>> addresses(PlannedVm vm) {
		List<VirtualPciDevice> devices = vm.allDevices(regionsOf(vm)).stream().map(device -> isDisplay(device) ? device.asDisplay() : device).toList();
		boolean onTheBoardsBus = vm.order() == LoadOrder.SERVICE && board.isPresent();
		return VirtualBdfAllocator.allocate(onTheBoardsBus ? VirtualPciBus.ofServiceVm(vm.name(), board.get(), passedThrough, devices)
				: new VirtualPciBus(vm.name(), vm.order(), Set.of(), devices));
	}

	private boolean isDisplay(VirtualPciDevice device) {
		return device.physical().flatMap(address -> board.flatMap(index -> index.device(address))).filter(known -> known.getClassCode() == DISPLAY_CLASS).isPresent();
	}

	/** The device model places the BARs of the VMs that it starts. */
	private Optional<Allocation<?>> bars(PlannedVm vm) {
		List<BarRequest> requests = new ArrayList<>();
		Map<String, SharedRegion> shared = new HashMap<>();
		regionsOf(vm).forEach(region -> shared.put(region.name(), region));
		for (VirtualPciDevice device : vm.allDevices(regionsOf(vm))) {
			switch (device.kind()) {
			case CONSOLE_VUART, VUART -> requests.addAll(BarRequest.ofVuart(device.label()));
			case SHARED_MEMORY -> requests.addAll(BarRequest.ofSharedMemory(device.label(), shared.get(device.name()).size().bytes()));
			case DEVICE_MODEL, PASSTHROUGH, DISPLAY, ROOT_PORT -> {
				// the device model places those of its devices, a device of the board keeps its own BARs, and the root port has none
			}
			}
		}
		Optional<MmioSpace> space = switch (vm.order()) {
		case PRE_LAUNCHED -> Optional.of(MmioSpace.ofPreLaunchedVm(vm.name()));
		case SERVICE -> board.map(index -> MmioSpace.ofServiceVm(vm.name(), index, passedThrough));
		case POST_LAUNCHED -> Optional.empty();
		};
		return space.map(where -> BarAllocator.allocate(where, requests));
	}

	private Optional<Allocation<?>> vuarts(PlannedVm vm) {
		boolean onTheBoardsPorts = vm.order() == LoadOrder.SERVICE && plan.board().isPresent();
		PortSpace space = onTheBoardsPorts ? PortSpace.ofServiceVm(vm.name(), plan.board().get(), passedThrough) : PortSpace.ofUserVm(vm.name(), vm.order());
		return Optional.of(LegacyVuartAllocator.allocate(space, vm.vuarts()));
	}

	private void caches() {
		ClosRequest request = plan.board().map(known -> ClosRequest.of(known, plan.policies(), plan.cdp(), plan.vcatVms()))
				.orElseGet(() -> new ClosRequest(plan.policies(), Map.of(), OptionalInt.empty(), plan.cdp(), plan.vcatVms()));
		add("Cache classes of service", List.of(ClosAllocator.allocate(request)));
	}
}
