// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.VirtioBlock;
import org.nvmx.model.scenario.VirtioConsole;
import org.nvmx.model.scenario.VirtioDevice;
import org.nvmx.model.scenario.VirtioGpu;
import org.nvmx.model.scenario.VirtioInput;
import org.nvmx.model.scenario.VirtioNetwork;

/** The PCI devices that the device model emulates for a post-launched VM, in the order of its command line. */
public final class DeviceModelDevices {

	/** The controller of the USB ports that the device model passes on; no region of shared memory has a name with a blank. */
	public static final String XHCI = "xHCI controller";

	/** The drivers of the device model, in the order in which ACRN's tools write them. */
	private static final List<String> DRIVERS = List.of("virtio-input", "virtio-console", "virtio-net", "virtio-blk", "virtio-gpu", "vhost-vsock");

	private DeviceModelDevices() {
	}

	/** @return the virtio devices, each with a name that is unique in the VM, such as {@code virtio-blk 1} */
	public static Map<VirtioDevice, String> of(PostLaunchedVm vm) {
		Map<VirtioDevice, String> names = new LinkedHashMap<>();
		Map<String, Integer> count = new HashMap<>();
		vm.getVirtioDevices().stream().sorted(Comparator.comparingInt(device -> DRIVERS.indexOf(driver(device))))
				.forEach(device -> names.put(device, driver(device) + " " + count.merge(driver(device), 1, Integer::sum)));
		return names;
	}

	/** @return what the device model calls the driver of such devices */
	public static String driver(VirtioDevice device) {
		return switch (device) {
		case VirtioInput input -> "virtio-input";
		case VirtioConsole console -> "virtio-console";
		case VirtioNetwork network -> "virtio-net";
		case VirtioBlock block -> "virtio-blk";
		case VirtioGpu gpu -> "virtio-gpu";
		default -> "vhost-vsock";
		};
	}
}
