// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.PCI_PASSTHROUGH__ADDRESS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTIO_VSOCK__CID;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__MMIO_DEVICES;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.xtext.validation.Check;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.DisplayType;
import org.nvmx.model.scenario.MmioDevice;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.Screen;
import org.nvmx.model.scenario.VirtioGpu;
import org.nvmx.model.scenario.VirtioVsock;
import org.nvmx.model.scenario.VirtualMachine;

/** Devices of VMs: those of the machine have one owner, and virtio devices say what the device model needs. */
public class DeviceRules extends RuleSet {

	@Check
	public void owners(Scenario scenario) {
		Map<PciAddress, VirtualMachine> owners = new HashMap<>();
		for (VirtualMachine vm : scenario.getVms()) {
			for (PciPassthrough device : vm.getPciDevices()) {
				VirtualMachine owner = device.getAddress() == null ? null : owners.putIfAbsent(device.getAddress(), vm);
				if (owner != null) {
					report(Rule.PCI_DEVICE_TWICE, device, PCI_PASSTHROUGH__ADDRESS, device.getAddress(), owner.getName());
				}
			}
		}
	}

	@Check
	public void mmioDevices(VirtualMachine vm) {
		List<MmioDevice> devices = vm.getMmioDevices();
		if (devices.contains(MmioDevice.TPM2) && devices.contains(MmioDevice.P2SB)) {
			reportAt(Rule.TPM2_AND_P2SB, vm, VIRTUAL_MACHINE__MMIO_DEVICES, Math.max(devices.indexOf(MmioDevice.TPM2), devices.indexOf(MmioDevice.P2SB)), vm.getName());
		}
	}

	@Check
	public void contextIds(Scenario scenario) {
		Set<String> seen = new HashSet<>();
		for (VirtualMachine vm : scenario.getVms()) {
			if (vm instanceof PostLaunchedVm post) {
				post.getVirtioDevices().stream().filter(VirtioVsock.class::isInstance).map(VirtioVsock.class::cast)
						.filter(vsock -> vsock.getCid() != null && !seen.add(vsock.getCid())).forEach(vsock -> report(Rule.VSOCK_CID_TWICE, vsock, VIRTIO_VSOCK__CID, vsock.getCid()));
			}
		}
	}

	@Check
	public void screens(VirtioGpu gpu) {
		for (Screen screen : gpu.getScreens()) {
			if (gpu.getDisplay() == DisplayType.FULLSCREEN) {
				if (!screen.isSetMonitor()) {
					report(Rule.GPU_WITHOUT_MONITOR, screen, null);
				}
			} else {
				windowPart(screen, screen.getResolution() != null, "resolution");
				windowPart(screen, screen.isSetHorizontalOffset(), "left");
				windowPart(screen, screen.isSetVerticalOffset(), "top");
			}
		}
	}

	private void windowPart(Screen screen, boolean written, String option) {
		if (!written) {
			report(Rule.GPU_WINDOW_INCOMPLETE, screen, null, option);
		}
	}
}
