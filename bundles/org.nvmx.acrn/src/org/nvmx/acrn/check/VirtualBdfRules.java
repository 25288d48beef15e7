// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** Addresses of the virtual PCI devices that v3's connections and shared memory regions become. */
final class VirtualBdfRules implements RuleGroup {

	private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{1,2}:[01][0-9a-f]\\.[0-7]");
	private static final String P2SB = "00:1f.1";
	private static final int FIRST_FREE_DEVICE = 0x03;
	private static final int LAST_FREE_DEVICE = 0x1e;

	/** A device of a VM. */
	private record VirtualDevice(String vmName, XmlElement bdf) {

		/** Two digits for the bus, lower case; empty when it is no address. */
		String address() {
			String text = bdf.text().toLowerCase(Locale.ROOT);
			if (!ADDRESS.matcher(text).matches()) {
				return "";
			}
			return text.indexOf(':') == 1 ? "0" + text : text;
		}
	}

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		Set<String> taken = new HashSet<>();
		Set<String> real = board.map(BoardFacts::pciDevices).orElse(Set.of());
		for (VirtualDevice device : devices(scenario)) {
			Optional<VmXml> vm = scenario.vm(device.vmName());
			String address = device.address();
			if (vm.isEmpty() || address.isEmpty()) {
				continue;
			}
			if (!taken.add(device.vmName() + "\n" + address)) {
				findings.report(AcrnRule.BDF_TWICE, device.bdf(), vm.get().label(), address);
			}
			if (vm.get().is(VmKind.svc) && real.contains(address)) {
				findings.report(AcrnRule.BDF_ON_BOARD, device.bdf(), address);
			}
			int number = Integer.parseInt(address.substring(3, 5), 16);
			if (vm.get().is(VmKind.post) && (number < FIRST_FREE_DEVICE || number > LAST_FREE_DEVICE)) {
				findings.report(AcrnRule.BDF_RESERVED, device.bdf(), address);
			}
		}
		hiddenP2sb(scenario, findings);
	}

	private static List<VirtualDevice> devices(ScenarioXml scenario) {
		List<VirtualDevice> devices = new ArrayList<>();
		for (XmlElement connection : scenario.all("hv/vuart_connections/vuart_connection")) {
			if (!connection.value("type").orElse("pci").equals("legacy")) {
				connection.children("endpoint").forEach(end -> end.child("vbdf").ifPresent(bdf -> devices.add(new VirtualDevice(end.value("vm_name").orElse(""), bdf))));
			}
		}
		for (XmlElement vm : scenario.all("hv/FEATURES/IVSHMEM/IVSHMEM_REGION/IVSHMEM_VMS/IVSHMEM_VM")) {
			vm.child("VBDF").ifPresent(bdf -> devices.add(new VirtualDevice(vm.value("VM_NAME").orElse(""), bdf)));
		}
		return devices;
	}

	private static void hiddenP2sb(ScenarioXml scenario, Findings findings) {
		boolean hidden = scenario.all("hv/HIDDEN_PDEV_REGION/HIDDEN_PDEV").stream().anyMatch(device -> new VirtualDevice("", device).address().equals(P2SB));
		for (VmXml vm : scenario.vms()) {
			vm.yes("mmio_resources/p2sb").filter(option -> hidden).ifPresent(option -> findings.report(AcrnRule.P2SB_NOT_HIDDEN, option));
		}
	}
}
