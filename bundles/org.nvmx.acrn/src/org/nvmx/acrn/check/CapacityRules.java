// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.Optional;
import java.util.OptionalLong;

import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.scenario.GuestFlagOption;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.xml.XmlElement;

/** Sizes of the hypervisor: its memory and its tables, which later steps of ACRN's build refuse. */
final class CapacityRules implements RuleGroup {

	private static final String MAX_VM_NUM = "hv/CAPACITIES/MAX_VM_NUM";
	private static final long HV_RAM_ALIGNMENT = 0x200000;
	/** What ACRN's allocator reckons for the hypervisor, for each VM, and for each VM with a secure world, in bytes. */
	private static final long HV_RAM_BASE = 0x1400000;
	private static final long HV_RAM_FOR_A_VM = 0x400000;
	private static final long HV_RAM_FOR_A_SECURE_VM = 0x1000000;
	private static final long MAX_HV_RAM = 1L << 30;
	private static final long MAX_VCPUS = 0xffff;
	private static final long MIN_IR_ENTRIES = 256;
	private static final long MAX_IR_ENTRIES = 65536;

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		for (XmlElement start : scenario.all("hv/MEMORY/HV_RAM_START")) {
			number(start).stream().filter(address -> address % HV_RAM_ALIGNMENT != 0).forEach(address -> findings.report(AcrnRule.HV_RAM_ALIGNMENT, start, start.text()));
		}
		for (XmlElement entries : scenario.all("hv/CAPACITIES/MAX_IR_ENTRIES")) {
			number(entries).stream().filter(number -> number < MIN_IR_ENTRIES || number > MAX_IR_ENTRIES || Long.bitCount(number) != 1)
					.forEach(number -> findings.report(AcrnRule.IR_ENTRIES, entries, entries.text()));
		}
		for (XmlElement buses : scenario.all("hv/CAPACITIES/MAX_PCI_BUS_NUM")) {
			int needed = board.map(BoardFacts::pciBuses).orElse(0);
			number(buses).stream().filter(number -> number > 0 && number < needed).forEach(number -> findings.report(AcrnRule.TOO_FEW_PCI_BUSES, buses, number, needed));
		}
		vms(scenario, board, findings);
	}

	private static void vms(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		Optional<XmlElement> written = scenario.all(MAX_VM_NUM).stream().findFirst();
		if (written.isEmpty()) {
			vmsWithoutLimit(scenario, findings);
		}
		Optional<XmlElement> limit = written.filter(option -> number(option).isPresent());
		if (limit.isEmpty()) {
			return;
		}
		long vms = number(limit.get()).getAsLong();
		if (scenario.vms().size() > vms) {
			findings.report(AcrnRule.TOO_MANY_VMS, limit.get(), scenario.vms().size(), vms);
		}
		long cpus = board.map(known -> known.cpus().size()).orElse(0);
		if (vms * cpus > MAX_VCPUS) {
			findings.report(AcrnRule.TOO_MANY_VCPUS, limit.get(), vms, cpus);
		}
		if (hypervisorRam(scenario) > MAX_HV_RAM) {
			findings.report(AcrnRule.HV_RAM_TOO_LARGE, limit.get(), hypervisorRam(scenario) >> 20);
		}
	}

	/** @return the release's default; v2.4 to v2.6 have no limit */
	private static OptionalLong usualVms(ScenarioXml scenario) {
		return OptionCatalogue.of(scenario.dialect()).option(MAX_VM_NUM).flatMap(Option::defaultValue).stream().mapToLong(Long::parseLong).findFirst();
	}

	/** Where the limit is not written, the first VM beyond the release's default is what is wrong. */
	private static void vmsWithoutLimit(ScenarioXml scenario, Findings findings) {
		OptionalLong usual = usualVms(scenario);
		if (usual.isPresent() && scenario.vms().size() > usual.getAsLong()) {
			findings.report(AcrnRule.TOO_MANY_VMS, scenario.vms().get((int) usual.getAsLong()).element().span(), scenario.vms().size(), usual.getAsLong());
		}
	}

	/** @return bytes that v3's allocator gives to the hypervisor; 0 for v2, where the scenario may say it */
	static long hypervisorRam(ScenarioXml scenario) {
		if (!scenario.dialect().isV3()) {
			return 0;
		}
		long vms = scenario.all(MAX_VM_NUM).stream().findFirst().map(CapacityRules::number).filter(OptionalLong::isPresent)
				.orElseGet(() -> usualVms(scenario)).orElse(0);
		long secure = scenario.vms().stream().filter(vm -> vm.flag(GuestFlagOption.SECURE_WORLD_ENABLED).isPresent()).count();
		return HV_RAM_BASE + HV_RAM_FOR_A_VM * vms + HV_RAM_FOR_A_SECURE_VM * secure;
	}

	/** @return a number as ACRN writes it, decimal or hexadecimal, of at most 60 bits */
	static OptionalLong number(XmlElement option) {
		String text = option.text();
		if (text.matches("0[xX][0-9a-fA-F]{1,15}")) {
			return OptionalLong.of(Long.parseLong(text.substring(2), 16));
		}
		return text.matches("[0-9]{1,12}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
	}
}
