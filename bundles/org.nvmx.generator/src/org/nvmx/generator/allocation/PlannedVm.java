// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nvmx.model.quantity.ByteSize;

/**
 * What a scenario says about one VM, as far as things have to be allocated.
 *
 * @param name        unique in the scenario
 * @param order       who starts it
 * @param cpus        CPU ids in vCPU order; empty for a Service VM that takes what is left
 * @param memory      its memory, or empty for the Service VM, which has what is left
 * @param devices     PCI functions that it sees; shared memory is added from the regions
 * @param vuarts      legacy vUARTs
 * @param secureWorld whether it has a secure world
 */
public record PlannedVm(String name, LoadOrder order, List<Integer> cpus, Optional<ByteSize> memory, List<VirtualPciDevice> devices, List<LegacyVuart> vuarts,
		boolean secureWorld) {

	public PlannedVm {
		cpus = List.copyOf(cpus);
		devices = List.copyOf(devices);
		vuarts = List.copyOf(vuarts);
	}

	/** @return a VM with nothing but CPUs and memory */
	public static PlannedVm of(String name, LoadOrder order, List<Integer> cpus, Optional<ByteSize> memory) {
		return new PlannedVm(name, order, cpus, memory, List.of(), List.of(), false);
	}

	public PlannedVm withDevices(List<VirtualPciDevice> newDevices) {
		return new PlannedVm(name, order, cpus, memory, newDevices, vuarts, secureWorld);
	}

	public PlannedVm withVuarts(List<LegacyVuart> newVuarts) {
		return new PlannedVm(name, order, cpus, memory, devices, newVuarts, secureWorld);
	}

	/**
	 * @param shared the regions that the VM shares
	 * @return the devices and one for each region
	 */
	List<VirtualPciDevice> allDevices(List<SharedRegion> shared) {
		List<VirtualPciDevice> all = new ArrayList<>(devices);
		shared.forEach(region -> {
			VirtualPciDevice device = VirtualPciDevice.emulated(region.name(), VirtualPciDevice.Kind.SHARED_MEMORY);
			all.add(region.vms().get(name).map(device::at).orElse(device));
		});
		return all;
	}
}
