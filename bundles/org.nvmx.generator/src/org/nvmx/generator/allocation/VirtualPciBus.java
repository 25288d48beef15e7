// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.quantity.PciAddress;

/**
 * Bus 0 of a VM before addresses are given.
 *
 * @param vm      the VM's name
 * @param order   who starts it: a device model serves the bus of a post-launched VM, and the Service VM has the board's bus
 * @param taken   addresses of devices that stay where they are
 * @param devices in the order of the scenario
 */
public record VirtualPciBus(String vm, LoadOrder order, Set<PciAddress> taken, List<VirtualPciDevice> devices) {

	public VirtualPciBus {
		taken = Set.copyOf(taken);
		devices = List.copyOf(devices);
	}

	/** @param passedThrough devices of the board that pre-launched VMs own, which the Service VM does not see */
	public static VirtualPciBus ofServiceVm(String vm, BoardIndex board, Collection<PciAddress> passedThrough, List<VirtualPciDevice> devices) {
		Set<PciAddress> taken = new TreeSet<>(board.deviceAddresses());
		taken.removeAll(Set.copyOf(passedThrough));
		taken.removeIf(address -> address.bus() != 0);
		return new VirtualPciBus(vm, LoadOrder.SERVICE, taken, devices);
	}
}
