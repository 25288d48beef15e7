// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.GuestFlagOption;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** The VMs as a list: kinds, order, names, number, and the memory that they take together. */
final class VmRules implements RuleGroup {

	private static final String NO_COMPANION = "65535";
	private static final long HV_RAM_ALIGNMENT = 0x200000;
	private static final int MEGABYTE_SHIFT = 20;

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		scenario.vms(VmKind.svc).stream().skip(1).forEach(vm -> findings.report(AcrnRule.SECOND_SERVICE_VM, vm.element().span(), vm.label()));
		order(scenario, findings);
		realTime(scenario, findings);
		names(scenario, findings);
		number(scenario, findings);
		scenario.vms().forEach(vm -> companion(scenario, vm, findings));
		board.ifPresent(known -> memory(scenario, known, findings));
		hypervisorRam(scenario, findings);
	}

	/** v2 has no ids in launch order before v2.7's checks, but its tools refuse the same lists. */
	private static void order(ScenarioXml scenario, Findings findings) {
		Optional<VmXml> service = scenario.vms(VmKind.svc).stream().findFirst().filter(vm -> vm.id().isPresent());
		if (service.isEmpty()) {
			return;
		}
		int serviceId = service.get().id().getAsInt();
		scenario.vms(VmKind.pre).stream().filter(vm -> vm.id().orElse(-1) > serviceId)
				.forEach(vm -> findings.report(AcrnRule.PRE_AFTER_SERVICE, vm.element().span(), vm.label()));
		scenario.vms(VmKind.post).stream().filter(vm -> vm.id().orElse(Integer.MAX_VALUE) < serviceId)
				.forEach(vm -> findings.report(AcrnRule.POST_BEFORE_SERVICE, vm.element().span(), vm.label()));
	}

	private static void realTime(ScenarioXml scenario, Findings findings) {
		List<VmXml> pre = scenario.vms(VmKind.pre).stream().filter(VmXml::isRealTime).toList();
		pre.stream().skip(1).forEach(vm -> findings.report(AcrnRule.SECOND_PRE_RTVM, vm.place("vm_type"), vm.label()));
		if (!pre.isEmpty()) {
			scenario.vms(VmKind.post).stream().filter(VmXml::isRealTime)
					.forEach(vm -> findings.report(AcrnRule.RTVM_BEFORE_AND_AFTER, vm.place("vm_type"), vm.label(), pre.get(0).label()));
		}
		pre.stream().filter(vm -> scenario.dialect().isV3() && vm.flag(GuestFlagOption.LAPIC_PASSTHROUGH).isEmpty())
				.forEach(vm -> findings.report(AcrnRule.PRE_RTVM_WITHOUT_LAPIC, vm.place("vm_type"), vm.label()));
	}

	/** Names are unique from v2.7 on; until then nothing refers to them. */
	private static void names(ScenarioXml scenario, Findings findings) {
		Set<String> names = new HashSet<>();
		Set<Integer> ids = new HashSet<>();
		for (VmXml vm : scenario.vms()) {
			if (!vm.name().isEmpty() && !names.add(vm.name()) && scenario.dialect().compareTo(Dialect.V2_7) >= 0) {
				findings.report(AcrnRule.DUPLICATE_VM_NAME, vm.place("name"), vm.label());
			}
			if (vm.id().isPresent() && !ids.add(vm.id().getAsInt())) {
				findings.report(AcrnRule.DUPLICATE_VM_ID, vm.element().span(), vm.id().getAsInt());
			}
		}
	}

	private static void number(ScenarioXml scenario, Findings findings) {
		Optional<XmlElement> limit = scenario.all("hv/CAPACITIES/MAX_VM_NUM").stream().filter(option -> option.text().matches("[0-9]{1,5}")).findFirst();
		if (limit.isPresent() && scenario.vms().size() > Integer.parseInt(limit.get().text())) {
			findings.report(AcrnRule.TOO_MANY_VMS, limit.get(), scenario.vms().size(), limit.get().text());
		}
	}

	private static void companion(ScenarioXml scenario, VmXml vm, Findings findings) {
		Optional<String> companion = vm.element().value("companion_vmid").filter(id -> !id.isEmpty() && !id.equals(NO_COMPANION));
		if (companion.isPresent() && scenario.vms().stream().noneMatch(other -> other != vm && companion.equals(other.element().attribute("id")))) {
			findings.report(AcrnRule.COMPANION_UNKNOWN, vm.place("companion_vmid"), companion.get());
		}
	}

	/** v3 counts in MB; v2's bytes name host addresses, which its tools check. */
	private static void memory(ScenarioXml scenario, BoardFacts board, Findings findings) {
		if (!scenario.dialect().isV3()) {
			return;
		}
		long taken = 0;
		XmlElement last = scenario.document().root();
		for (VmXml vm : scenario.vms()) {
			if (!vm.is(VmKind.svc)) {
				for (String path : List.of("memory/size", "memory/hpa_region/size_hpa")) {
					for (XmlElement size : vm.element().descendants(path)) {
						taken += size.text().matches("[0-9]{1,12}") ? Long.parseLong(size.text()) : 0;
						last = size;
					}
				}
			}
		}
		long available = board.memory() >> MEGABYTE_SHIFT;
		if (available > 0 && taken >= available) {
			findings.report(AcrnRule.MEMORY_EXCEEDED, last, taken, available);
		}
	}

	private static void hypervisorRam(ScenarioXml scenario, Findings findings) {
		for (XmlElement start : scenario.all("hv/MEMORY/HV_RAM_START")) {
			if (start.text().matches("0[xX][0-9a-fA-F]{1,15}") && Long.parseLong(start.text().substring(2), 16) % HV_RAM_ALIGNMENT != 0) {
				findings.report(AcrnRule.HV_RAM_ALIGNMENT, start, start.text());
			}
		}
	}
}
