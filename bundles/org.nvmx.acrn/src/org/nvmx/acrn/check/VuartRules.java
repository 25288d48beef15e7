// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** v3's connections between virtual UARTs, and the hypervisor's own console. */
final class VuartRules implements RuleGroup {

	/** The PC's COM ports by the console's names. */
	private static final Map<String, Long> COM_PORTS = Map.of("COM Port 1", 0x3F8L, "COM Port 2", 0x2F8L, "COM Port 3", 0x3E8L, "COM Port 4", 0x2E8L);

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		if (!scenario.dialect().isV3()) {
			return;
		}
		Set<String> names = new HashSet<>();
		Set<String> ports = new HashSet<>();
		for (XmlElement connection : scenario.all("hv/vuart_connections/vuart_connection")) {
			Optional<XmlElement> name = connection.child("name");
			if (name.isPresent() && !names.add(name.get().text())) {
				findings.report(AcrnRule.VUART_NAME_TWICE, name.get(), name.get().text());
			}
			ends(scenario, connection.children("endpoint"), findings);
			boolean legacy = connection.value("type").orElse("").equals("legacy");
			connection.children("endpoint").forEach(end -> port(scenario, end, legacy, ports, findings));
		}
		String console = scenario.value("hv/DEBUG_OPTIONS/SERIAL_CONSOLE");
		if (scenario.isDebugBuild() && (console.isEmpty() || console.equals("None"))) {
			findings.report(AcrnRule.NO_SERIAL_CONSOLE, scenario.place("hv/BUILD_TYPE"));
		}
	}

	private static void ends(ScenarioXml scenario, List<XmlElement> ends, Findings findings) {
		for (XmlElement end : ends) {
			String vm = end.value("vm_name").orElse("");
			XmlElement place = end.child("vm_name").orElse(end);
			if (vm.isEmpty()) {
				findings.report(AcrnRule.VUART_WITHOUT_VM, place);
			} else if (scenario.vm(vm).isEmpty()) {
				findings.report(AcrnRule.VUART_UNKNOWN_VM, place, VmXml.label(vm));
			}
		}
		if (ends.size() == 2 && ends.get(0).value("vm_name").equals(ends.get(1).value("vm_name")) && !ends.get(0).value("vm_name").orElse("").isEmpty()) {
			findings.report(AcrnRule.VUART_SAME_VM, ends.get(1).child("vm_name").orElseThrow(), ends.get(1).value("vm_name").orElseThrow());
		}
	}

	/** Connections of type pci may keep a port that nobody uses. */
	private static void port(ScenarioXml scenario, XmlElement end, boolean legacy, Set<String> ports, Findings findings) {
		Optional<XmlElement> port = end.child("io_port").filter(option -> legacy && option.text().matches("0[xX][0-9a-fA-F]{1,8}"));
		Optional<VmXml> vm = scenario.vm(end.value("vm_name").orElse(""));
		if (port.isEmpty() || vm.isEmpty()) {
			return;
		}
		long number = Long.parseLong(port.get().text().substring(2), 16);
		if (!ports.add(vm.get().name() + "\n" + number)) {
			findings.report(AcrnRule.VUART_PORT_TWICE, port.get(), vm.get().label(), port.get().text());
		}
		if (COM_PORTS.getOrDefault(vm.get().element().value("console_vuart").orElse(""), -1L) == number) {
			findings.report(AcrnRule.VUART_PORT_OF_CONSOLE, port.get(), vm.get().label(), port.get().text());
		}
	}
}
