// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.scenario.GuestFlagOption;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** v2's classes of service: the hypervisor has a list of masks, and each virtual CPU the number of one of them. */
final class ClassOfServiceRules implements RuleGroup {

	private static final String RDT = "hv/FEATURES/RDT/";
	/** Delays are percents of the time, and a CPU that always waits would never run (Intel SDM volume 3, "Memory Bandwidth Allocation"). */
	private static final long MAX_DELAY = 99;

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		if (scenario.dialect().isV3()) {
			return;
		}
		boolean rdt = scenario.yes(RDT + "RDT_ENABLED");
		int available = rdt ? board.map(BoardFacts::closNumber).orElse(0) : 0;
		List<XmlElement> masks = scenario.all(RDT + "CLOS_MASK").stream().filter(mask -> !mask.text().isEmpty()).toList();
		if (available > 0 && !masks.isEmpty() && masks.size() != available) {
			findings.report(AcrnRule.MASK_COUNT, masks.getLast(), masks.size(), available);
		}
		for (XmlElement delay : scenario.all(RDT + "MBA_DELAY")) {
			OptionalLong percent = CapacityRules.number(delay);
			if (!delay.text().isEmpty() && (percent.isEmpty() || percent.getAsLong() > MAX_DELAY)) {
				findings.report(AcrnRule.BANDWIDTH_DELAY, delay, delay.text(), MAX_DELAY);
			}
		}
		scenario.vms().forEach(vm -> classes(vm, available, findings));
		if (scenario.dialect() == Dialect.V2_7) {
			ownClasses(scenario, masks.size(), findings);
		}
	}

	/** A VM without CPUs has one class for the one that it will get. */
	private static void classes(VmXml vm, int available, Findings findings) {
		List<XmlElement> classes = classes(vm);
		int cpus = Math.max(1, vm.cpus().size());
		if (!classes.isEmpty() && classes.size() != cpus && !vm.cpus().isEmpty()) {
			findings.report(AcrnRule.CLASS_COUNT, classes.getLast(), vm.label(), cpus, classes.size());
		}
		classes.stream().filter(number -> available > 0 && CapacityRules.number(number).orElse(0) >= available)
				.forEach(number -> findings.report(AcrnRule.CLASS_TOO_HIGH, number, number.text(), available - 1));
	}

	private static List<XmlElement> classes(VmXml vm) {
		return vm.element().descendants("clos/vcpu_clos").stream().filter(number -> !number.text().isEmpty()).toList();
	}

	/** A VM that divides the cache itself needs several classes, none of which is class 0 or anybody else's. */
	private static void ownClasses(ScenarioXml scenario, int masks, Findings findings) {
		for (VmXml vm : scenario.vms()) {
			if (vm.flag(GuestFlagOption.VCAT_ENABLED).isEmpty()) {
				continue;
			}
			Map<String, VmXml> others = new HashMap<>();
			scenario.vms().stream().filter(other -> other != vm).forEach(other -> classes(other).forEach(number -> others.putIfAbsent(number.text(), other)));
			List<XmlElement> classes = classes(vm);
			if (classes.size() < 2) {
				findings.report(AcrnRule.VCAT_CLASSES, classes.isEmpty() ? vm.place("clos") : classes.get(0), vm.label(), "it has fewer than two classes");
			}
			Set<String> seen = new HashSet<>();
			for (XmlElement number : classes) {
				String wrong = number.text().equals("0") ? "class 0 is everybody's"
						: !seen.add(number.text()) ? "it has class " + number.text() + " twice"
								: others.containsKey(number.text()) ? "class " + number.text() + " is " + others.get(number.text()).label() + "'s, too"
										: CapacityRules.number(number).orElse(0) >= masks ? "there is no CLOS_MASK for class " + number.text() : "";
				if (!wrong.isEmpty()) {
					findings.report(AcrnRule.VCAT_CLASSES, number, vm.label(), wrong);
				}
			}
		}
	}
}
