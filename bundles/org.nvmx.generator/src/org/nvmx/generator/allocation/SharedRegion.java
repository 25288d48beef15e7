// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;

/**
 * A region of memory that VMs share (IVSHMEM).
 *
 * @param name          unique in the scenario
 * @param size          of the memory
 * @param vms           who shares it, in the order of the scenario, each with the address that the scenario gives its device
 * @param byDeviceModel whether the device model makes it, for post-launched VMs alone, when it starts one; else the hypervisor has it from the start
 */
public record SharedRegion(String name, ByteSize size, Map<String, Optional<PciAddress>> vms, boolean byDeviceModel) {

	public SharedRegion {
		vms = new LinkedHashMap<>(vms);
	}
}
