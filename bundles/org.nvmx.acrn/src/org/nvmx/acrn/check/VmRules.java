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
	private static final String HYPERVISOR_CONSOLE = "65535";
	private static final long PAGE = 0x1000;
	private static final int MEGABYTE_SHIFT = 20;

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		scenario.vms(VmKind.svc).stream().skip(1).forEach(vm -> findings.report(AcrnRule.SECOND_SERVICE_VM, vm.element().span(), vm.label()));
		order(scenario, findings);
		realTime(scenario, findings);
		names(scenario, findings);
		scenario.vms().forEach(vm -> companion(scenario, vm, findings));
		board.ifPresent(known -> memory(scenario, known, findings));
		scenario.all("hv/DEBUG_OPTIONS/CONSOLE_VM").stream().filter(id -> !id.text().isEmpty() && !id.text().equals(HYPERVISOR_CONSOLE) && !isId(scenario, id.text()))
				.forEach(id -> findings.report(AcrnRule.CONSOLE_VM_UNKNOWN, id, id.text()));
		scenario.vms().forEach(vm -> enclaves(scenario, vm, findings));
	}

	private static boolean isId(ScenarioXml scenario, String id) {
		return scenario.vms().stream().anyMatch(vm -> vm.element().attribute("id").equals(Optional.of(id)));
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
		if (scenario.dialect().isV3()) {
			pre.stream().filter(vm -> vm.flag(GuestFlagOption.LAPIC_PASSTHROUGH).isEmpty())
					.forEach(vm -> findings.report(AcrnRule.PRE_RTVM_WITHOUT_LAPIC, vm.place("vm_type"), vm.label()));
		} else {
			scenario.vms(VmKind.pre).stream().filter(vm -> !vm.isRealTime()).forEach(
					vm -> vm.flag(GuestFlagOption.LAPIC_PASSTHROUGH).ifPresent(flag -> findings.report(AcrnRule.PRE_LAPIC_WITHOUT_RT, flag, vm.label())));
		}
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

	private static void companion(ScenarioXml scenario, VmXml vm, Findings findings) {
		Optional<String> companion = vm.element().value("companion_vmid").filter(id -> !id.isEmpty() && !id.equals(NO_COMPANION));
		if (companion.isPresent() && scenario.vmsOfId(companion.get()).stream().allMatch(vm::equals)) {
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
		long hypervisor = CapacityRules.hypervisorRam(scenario) >> MEGABYTE_SHIFT;
		if (available > 0 && taken > 0 && taken + hypervisor >= available) {
			findings.report(AcrnRule.MEMORY_EXCEEDED, last, taken, hypervisor, available);
		}
	}

	/** ACRN's check at build time refuses what its schema lets through. */
	private static void enclaves(ScenarioXml scenario, VmXml vm, Findings findings) {
		for (XmlElement address : vm.element().descendants("epc_section").stream().flatMap(section -> section.children().stream()).toList()) {
			long number = CapacityRules.number(address).orElse(0);
			if (number % PAGE != 0) {
				findings.report(AcrnRule.EPC_ALIGNMENT, address, address.text());
			}
			if (number != 0 && address.name().equals("size") && scenario.dialect().isV3() && vm.is(VmKind.pre)) {
				findings.report(AcrnRule.EPC_REFUSED, address, vm.label());
			}
		}
	}
}
