// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.Optional;
import java.util.stream.Stream;

import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** v2's lines between VMs, where each end names the other one. vUART 0 is the console and leads nowhere. */
final class VuartTargetRules implements RuleGroup {

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		if (scenario.dialect().isV3()) {
			return;
		}
		for (VmXml vm : scenario.vms()) {
			lines(vm).forEach(line -> line(scenario, vm, line, findings));
		}
	}

	private static void line(ScenarioXml scenario, VmXml vm, XmlElement line, Findings findings) {
		XmlElement place = line.child("target_vm_id").orElse(line);
		String targetId = line.value("target_vm_id").orElse("");
		Optional<VmXml> target = scenario.vms().stream().filter(other -> other.element().attribute("id").equals(Optional.of(targetId))).findFirst();
		if (target.isEmpty()) {
			findings.report(AcrnRule.VUART_UNKNOWN_VM, place, "VM " + targetId);
		} else if (target.get() == vm) {
			findings.report(AcrnRule.VUART_SAME_VM, place, vm.label());
		} else if (lines(target.get()).noneMatch(other -> leads(line, target.get(), other) && leads(other, vm, line))) {
			findings.report(AcrnRule.VUART_NOT_MUTUAL, line.child("target_uart_id").orElse(place), line.attribute("id").orElse(""), vm.label(), target.get().label(),
					line.value("target_uart_id").orElse(""));
		}
	}

	/** @return whether a line says that its other end is a certain line of a VM */
	private static boolean leads(XmlElement from, VmXml vm, XmlElement to) {
		return from.value("target_vm_id").equals(vm.element().attribute("id")) && from.value("target_uart_id").equals(to.attribute("id"));
	}

	/** @return the lines of a VM that are on */
	private static Stream<XmlElement> lines(VmXml vm) {
		return Stream.concat(vm.element().children("legacy_vuart").stream(), vm.element().children("communication_vuart").stream())
				.filter(vuart -> !vuart.attribute("id").equals(Optional.of("0")) && vuart.value("base").filter(base -> !base.isEmpty() && !base.startsWith("INVALID")).isPresent());
	}
}
