// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.nvmx.model.board.Board;
import org.nvmx.model.quantity.PciAddress;

/**
 * A scenario as far as things have to be allocated. Whoever reads a scenario, of whatever form, makes one of these.
 *
 * @param vms             in the order of the scenario
 * @param regions         shared memory of the hypervisor
 * @param policies        cache policies in the order of the scenario
 * @param cdp             whether code and data prioritization is on
 * @param vcatVms         VMs with virtual CAT
 * @param maxVms          MAX_VM_NUM
 * @param hypervisorStart HV_RAM_START, if it is written
 * @param board           empty when it is not known; what needs it is left out then
 */
public record AllocationPlan(List<PlannedVm> vms, List<SharedRegion> regions, List<CachePolicy> policies, boolean cdp, Set<String> vcatVms, int maxVms,
		OptionalLong hypervisorStart, Optional<Board> board) {

	/** ACRN's default of MAX_VM_NUM. */
	public static final int DEFAULT_MAX_VMS = 16;

	/** @return a plan of VMs alone */
	public static AllocationPlan of(List<PlannedVm> vms, Optional<Board> board) {
		return new AllocationPlan(List.copyOf(vms), List.of(), List.of(), false, Set.of(), DEFAULT_MAX_VMS, OptionalLong.empty(), board);
	}

	public AllocationPlan withRegions(List<SharedRegion> newRegions) {
		return new AllocationPlan(vms, List.copyOf(newRegions), policies, cdp, vcatVms, maxVms, hypervisorStart, board);
	}

	public AllocationPlan withPolicies(List<CachePolicy> newPolicies, boolean newCdp, Set<String> newVcatVms) {
		return new AllocationPlan(vms, regions, List.copyOf(newPolicies), newCdp, Set.copyOf(newVcatVms), maxVms, hypervisorStart, board);
	}

	/** @return the board's devices that pre-launched VMs own */
	Collection<PciAddress> passedThrough() {
		return vms.stream().filter(vm -> vm.order() == LoadOrder.PRE_LAUNCHED).flatMap(vm -> vm.devices().stream())
				.flatMap(device -> device.physical().stream()).toList();
	}
}
