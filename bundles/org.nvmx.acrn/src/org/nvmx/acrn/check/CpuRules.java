// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.GuestFlagOption;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** Which VM runs on which physical CPU. */
final class CpuRules implements RuleGroup {

	/** A VM's use of a physical CPU. */
	private record CpuUse(VmXml vm, XmlElement cpu) {
	}

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		for (VmXml vm : scenario.vms()) {
			checkList(vm, board.map(BoardFacts::cpus).orElse(Map.of()), findings);
			if (!vm.is(VmKind.svc) && vm.kind().isPresent() && vm.cpus().isEmpty()) {
				findings.report(AcrnRule.VM_WITHOUT_CPU, vm.place("cpu_affinity").span(), vm.label());
			}
		}
		shared(scenario, VmXml::isRealTime, AcrnRule.RTVM_CPU_SHARED, findings);
		shared(scenario, vm -> vm.yes("own_pcpu").isPresent(), AcrnRule.OWNED_CPU_SHARED, findings);
		if (scenario.scheduler().equals("SCHED_NOOP")) {
			firstComeShares(scenario.vms(), AcrnRule.PCPU_SHARED, findings);
		} else if (!scenario.dialect().isV3()) {
			firstComeShares(scenario.vms(VmKind.pre), AcrnRule.PRE_LAUNCHED_CPU_SHARED, findings);
		}
		scenario.all("hv/FEATURES/VUART_TIMER_PCPU").forEach(timer -> vuartTimer(scenario, timer, board.map(BoardFacts::cpus).orElse(Map.of()), findings));
	}

	private static void checkList(VmXml vm, Map<String, String> boardCpus, Findings findings) {
		Set<String> seen = new HashSet<>();
		Set<String> coreTypes = new TreeSet<>();
		for (XmlElement cpu : vm.cpus()) {
			if (!seen.add(cpu.text())) {
				findings.report(AcrnRule.PCPU_TWICE, cpu, cpu.text(), vm.label());
			}
			if (!boardCpus.isEmpty() && !boardCpus.containsKey(cpu.text())) {
				findings.report(AcrnRule.CPU_NOT_ON_BOARD, cpu, cpu.text(), String.join(", ", boardCpus.keySet()));
			}
			coreTypes.add(boardCpus.getOrDefault(cpu.text(), ""));
			if (vm.isRealTime() && !vm.is(VmKind.svc) && cpu.text().equals("0")) {
				findings.report(AcrnRule.RTVM_ON_CPU0, cpu, vm.label());
			}
		}
		coreTypes.remove("");
		if (coreTypes.size() > 1 && !vm.is(VmKind.svc)) {
			findings.report(AcrnRule.CORE_TYPES_MIXED, vm.place("cpu_affinity").span(), vm.label(), String.join(", ", coreTypes));
		}
	}

	/** Reports at the other VM's use of a CPU that belongs to a VM of the kind alone. */
	private static void shared(ScenarioXml scenario, Predicate<VmXml> exclusive, AcrnRule rule, Findings findings) {
		List<VmXml> owners = scenario.vms().stream().filter(exclusive).toList();
		Map<String, List<CpuUse>> uses = owners.isEmpty() ? Map.of()
				: scenario.vms().stream().flatMap(vm -> vm.cpus().stream().map(cpu -> new CpuUse(vm, cpu))).collect(Collectors.groupingBy(use -> use.cpu().text()));
		for (VmXml owner : owners) {
			owner.cpus().stream().map(XmlElement::text).distinct().flatMap(cpu -> uses.get(cpu).stream())
					.filter(use -> use.vm() != owner && !areCompanions(owner, use.vm()))
					.forEach(use -> findings.report(rule, use.cpu(), use.cpu().text(), owner.label(), use.vm().label()));
		}
	}

	private static boolean areCompanions(VmXml one, VmXml other) {
		return isCompanion(one, other) || isCompanion(other, one);
	}

	private static boolean isCompanion(VmXml one, VmXml other) {
		Optional<String> companion = one.element().value("companion_vmid");
		return companion.isPresent() && companion.equals(other.element().attribute("id"));
	}

	/** Reports at every use of a CPU that an earlier one of the VMs has. */
	private static void firstComeShares(List<VmXml> vms, AcrnRule rule, Findings findings) {
		Map<String, VmXml> users = new HashMap<>();
		for (VmXml vm : vms) {
			for (XmlElement cpu : vm.cpus()) {
				VmXml first = users.putIfAbsent(cpu.text(), vm);
				if (first != null && first != vm) {
					findings.report(rule, cpu, cpu.text(), first.label(), vm.label());
				}
			}
		}
	}

	private static void vuartTimer(ScenarioXml scenario, XmlElement timer, Map<String, String> boardCpus, Findings findings) {
		if (!boardCpus.isEmpty() && !timer.text().isEmpty() && !boardCpus.containsKey(timer.text())) {
			findings.report(AcrnRule.TIMER_CPU_UNKNOWN, timer, timer.text(), String.join(", ", boardCpus.keySet()));
		}
		for (VmXml vm : scenario.vms()) {
			boolean passedThrough = vm.flag(GuestFlagOption.LAPIC_PASSTHROUGH).isPresent();
			if (passedThrough && vm.cpus().stream().anyMatch(cpu -> cpu.text().equals(timer.text()))) {
				findings.report(AcrnRule.TIMER_ON_LAPIC_CPU, timer, timer.text(), vm.label());
			}
		}
	}
}
