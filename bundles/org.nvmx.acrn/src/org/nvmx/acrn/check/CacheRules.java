// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.check.BoardFacts.Cache;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.GuestFlagOption;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.quantity.AddressRange;

/** Cache allocation. */
final class CacheRules implements RuleGroup {

	private static final String RDT = "hv/FEATURES/RDT/";
	private static final String SSRAM = "hv/FEATURES/SSRAM/SSRAM_ENABLED";
	/** Where a pre-launched VM has the registers of its PCI devices. */
	private static final AddressRange PCI_WINDOW = new AddressRange(0x80000000L, 0xf7ffffffL);

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		boolean rdt = scenario.yes(RDT + "RDT_ENABLED");
		boolean cdp = scenario.yes(RDT + "CDP_ENABLED");
		boolean vcat = scenario.yes(RDT + "VCAT_ENABLED");
		if (vcat && (!rdt || cdp)) {
			findings.report(AcrnRule.VCAT_NEEDS_RDT, scenario.place(RDT + "VCAT_ENABLED"));
		}
		for (VmXml vm : scenario.vms()) {
			vm.flag(GuestFlagOption.VCAT_ENABLED).filter(flag -> !rdt || !vcat)
					.ifPresent(flag -> findings.report(AcrnRule.VM_VCAT_NEEDS_VCAT, flag, vm.label()));
		}
		if (!scenario.dialect().isV3() && scenario.yes(SSRAM)) {
			if (rdt) {
				findings.report(AcrnRule.RDT_AND_SSRAM, scenario.place(SSRAM));
			} else if (cdp) {
				findings.report(AcrnRule.CDP_AND_SSRAM, scenario.place(SSRAM));
			}
		}
		softwareSram(scenario, board.map(BoardFacts::caches).orElse(List.of()), findings);
		if (rdt && cdp) {
			board.map(BoardFacts::caches).orElse(List.of()).stream().filter(cache -> !cache.cdp())
					.forEach(cache -> findings.report(AcrnRule.CDP_NOT_ON_BOARD, scenario.place(RDT + "CDP_ENABLED"), cache.level(), "0x" + Long.toHexString(cache.id())));
		}
		scenario.all("hv/CACHE_REGION/CACHE_ALLOCATION").forEach(allocation -> allocation(scenario, allocation, board, findings));
		scenario.all(RDT + "CLOS_MASK").stream().filter(mask -> !mask.text().isEmpty()).forEach(mask -> contiguous(mask, findings));
		classes(scenario, board, findings);
	}

	/** The software SRAM keeps its host addresses in a pre-launched real-time VM. */
	private static void softwareSram(ScenarioXml scenario, List<Cache> caches, Findings findings) {
		Optional<VmXml> realTime = scenario.vms(VmKind.pre).stream().filter(VmXml::isRealTime).findFirst();
		caches.stream().filter(cache -> realTime.isPresent() && cache.level() == 3).flatMap(cache -> cache.softwareSramRange().stream()).filter(PCI_WINDOW::overlaps)
				.forEach(range -> findings.report(AcrnRule.SRAM_IN_PCI_WINDOW, realTime.get().place("vm_type"), realTime.get().label(), range));
	}

	private static void allocation(ScenarioXml scenario, XmlElement allocation, Optional<BoardFacts> board, Findings findings) {
		Optional<Cache> cache = board.map(BoardFacts::caches).orElse(List.of()).stream()
				.filter(candidate -> candidate.id() == number(allocation.value("CACHE_ID").orElse(""))
						&& Integer.toString(candidate.level()).equals(allocation.value("CACHE_LEVEL").orElse("")))
				.findFirst();
		for (XmlElement policy : allocation.children("POLICY")) {
			policy.child("VM").filter(vm -> scenario.vm(vm.text()).isEmpty())
					.ifPresent(vm -> findings.report(AcrnRule.POLICY_UNKNOWN_VM, vm, VmXml.label(vm.text())));
			policy.child("CLOS_MASK").filter(mask -> contiguous(mask, findings)).ifPresent(mask -> cache.ifPresent(known -> fits(mask, known, findings)));
		}
	}

	/** @return whether the mask is a number without gaps, so that more can be said about it */
	private static boolean contiguous(XmlElement mask, Findings findings) {
		long bits = number(mask.text());
		if (bits < 0) {
			return false;
		}
		long shifted = bits == 0 ? 0 : bits >> Long.numberOfTrailingZeros(bits);
		if (bits == 0 || (shifted & (shifted + 1)) != 0) {
			findings.report(AcrnRule.MASK_NOT_CONTIGUOUS, mask, mask.text());
			return false;
		}
		return true;
	}

	private static void fits(XmlElement mask, Cache cache, Findings findings) {
		long bits = number(mask.text());
		if (cache.maskLength() > 0 && bits >> cache.maskLength() != 0) {
			findings.report(AcrnRule.MASK_TOO_WIDE, mask, mask.text(), cache.maskLength());
		}
		if ((bits & cache.softwareSram()) != 0) {
			findings.report(AcrnRule.MASK_HITS_SOFTWARE_SRAM, mask, mask.text(), "0x" + Long.toHexString(cache.softwareSram()));
		}
	}

	private static void classes(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		int available = board.map(BoardFacts::closNumber).orElse(0);
		if (available > 0 && scenario.dialect().isV3() && scenario.yes(RDT + "RDT_ENABLED")) {
			int needed = new ClassOfServiceCount(scenario).needed();
			if (needed >= available) {
				findings.report(AcrnRule.CLOS_EXCEEDED, scenario.place("hv/CACHE_REGION"), needed, available);
			}
		}
	}

	/** @return -1 for what is no hexadecimal number of at most 60 bits */
	private static long number(String text) {
		if (text.equals("0")) {
			return 0;
		}
		return text.matches("0[xX][0-9a-fA-F]{1,15}") ? Long.parseLong(text.substring(2), 16) : -1;
	}
}
