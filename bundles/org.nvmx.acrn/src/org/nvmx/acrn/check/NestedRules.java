// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.Optional;

import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.GuestFlagOption;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** The recipe for nested virtualization, in every dialect: v3 has lost most of these rules, but not what they are about. */
final class NestedRules implements RuleGroup {

	private static final String NVMX_ENABLED = "hv/FEATURES/NVMX_ENABLED";

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		boolean anyFlag = scenario.vms().stream().anyMatch(vm -> vm.flag(GuestFlagOption.NVMX_ENABLED).isPresent());
		String scheduler = scenario.scheduler();
		boolean nested = scenario.dialect().isV3() ? anyFlag : scenario.yes(NVMX_ENABLED);
		if (nested && !scheduler.equals("SCHED_NOOP")) {
			findings.report(AcrnRule.NESTED_NEEDS_NOOP, scenario.place("hv/FEATURES/SCHEDULER"), scheduler);
		}
		if (nested && !anyFlag) {
			findings.report(AcrnRule.NESTED_WITHOUT_NVMX_FLAG, scenario.place(NVMX_ENABLED));
		}
		for (VmXml vm : scenario.vms()) {
			vm.flag(GuestFlagOption.NVMX_ENABLED).ifPresent(flag -> flag(scenario, vm, flag, nested, findings));
			if (vm.is(VmKind.svc)) {
				vm.flag(GuestFlagOption.LAPIC_PASSTHROUGH).ifPresent(flag -> passthrough(scenario, vm, flag, findings));
			}
		}
	}

	private static void flag(ScenarioXml scenario, VmXml vm, XmlElement flag, boolean nested, Findings findings) {
		if (vm.flag(GuestFlagOption.LAPIC_PASSTHROUGH).isEmpty()) {
			findings.report(AcrnRule.NVMX_NEEDS_LAPIC, flag, vm.label());
		}
		if (!nested) {
			findings.report(AcrnRule.NVMX_FLAG_NEEDS_NESTED, flag, vm.label());
		}
		if (!vm.is(VmKind.svc)) {
			findings.report(AcrnRule.NVMX_ONLY_SERVICE_VM, flag, vm.label());
		}
	}

	private static void passthrough(ScenarioXml scenario, VmXml vm, XmlElement flag, Findings findings) {
		if (vm.flag(GuestFlagOption.NVMX_ENABLED).isEmpty()) {
			findings.report(AcrnRule.LAPIC_NEEDS_NVMX, flag, vm.label());
		}
		console(scenario, vm, findings);
		vm.cpus().stream().filter(cpu -> cpu.text().equals("0") && scenario.isDebugBuild())
				.forEach(cpu -> findings.report(AcrnRule.PCPU0_IN_DEBUG_BUILD, cpu, vm.label()));
	}

	private static void console(ScenarioXml scenario, VmXml vm, Findings findings) {
		XmlElement element = vm.element();
		if (scenario.dialect().isV3()) {
			String console = element.value("console_vuart").orElse("None");
			if (console.startsWith("COM Port")) {
				findings.report(AcrnRule.LEGACY_VUART_WITH_LAPIC, vm.place("console_vuart"), vm.label(), console, "set console_vuart to PCI");
			} else if (!console.equals("PCI")) {
				findings.report(AcrnRule.CONSOLE_NOT_PCI_WITH_LAPIC, vm.place("console_vuart"), vm.label(), "set console_vuart to PCI");
			}
			return;
		}
		element.children("legacy_vuart").stream().filter(vuart -> vuart.attribute("id").equals(Optional.of("0")))
				.flatMap(vuart -> vuart.children("base").stream()).filter(base -> !base.text().startsWith("INVALID"))
				.forEach(base -> findings.report(AcrnRule.LEGACY_VUART_WITH_LAPIC, base, vm.label(), base.text(), "set the base of legacy_vuart 0 to INVALID_COM_BASE"));
		if (!element.value("console_vuart/base").orElse("").equals("PCI_VUART")) {
			findings.report(AcrnRule.CONSOLE_NOT_PCI_WITH_LAPIC, vm.place("console_vuart/base"), vm.label(), "set the base of console_vuart 0 to PCI_VUART");
		}
	}
}
