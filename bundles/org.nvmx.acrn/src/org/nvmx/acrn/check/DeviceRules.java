// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** Devices that are passed through. */
final class DeviceRules implements RuleGroup {

	private static final Pattern BDF = Pattern.compile("([0-9a-fA-F]{1,2}):([0-9a-fA-F]{2})\\.([0-7]).*", Pattern.DOTALL);

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		Map<String, VmXml> owners = new HashMap<>();
		Set<String> known = board.map(BoardFacts::pciDevices).orElse(Set.of());
		for (VmXml vm : scenario.vms()) {
			for (XmlElement device : vm.element().descendants("pci_devs/pci_dev")) {
				Matcher address = BDF.matcher(device.text());
				if (address.matches()) {
					device(device, address, vm, owners, known, findings);
				}
			}
			if (vm.yes("mmio_resources/TPM2").isPresent() && vm.yes("mmio_resources/p2sb").isPresent()) {
				findings.report(AcrnRule.TPM2_AND_P2SB, vm.yes("mmio_resources/p2sb").get(), vm.label());
			}
			boolean first = vm.element().attribute("id").equals(Optional.of("0"));
			if (!first) {
				vm.element().descendants("mmio_resources").stream().flatMap(group -> group.children().stream()).filter(option -> option.text().equals("y"))
						.forEach(option -> findings.report(AcrnRule.MMIO_DEVICE_NOT_FIRST_VM, option, option.name(), vm.label()));
			}
			vm.element().children("pt_intx").stream().filter(pairs -> !pairs.text().isEmpty())
					.forEach(pairs -> new InterruptPairs(pairs.text()).problem(first || scenario.dialect().isV3()).ifPresent(problem -> findings.report(AcrnRule.INTERRUPT_PAIRS, pairs, vm.label(), problem)));
		}
	}

	private static void device(XmlElement device, Matcher address, VmXml vm, Map<String, VmXml> owners, Set<String> known, Findings findings) {
		String bus = address.group(1).length() == 1 ? "0" + address.group(1) : address.group(1);
		String bdf = (bus + ":" + address.group(2) + "." + address.group(3)).toLowerCase(Locale.ROOT);
		VmXml owner = owners.putIfAbsent(bdf, vm);
		if (owner != null) {
			findings.report(AcrnRule.PCI_DEVICE_TWICE, device, bdf, owner.label());
		}
		if (!known.isEmpty() && !known.contains(bdf)) {
			findings.report(AcrnRule.PCI_DEVICE_UNKNOWN, device, bdf);
		}
	}
}
