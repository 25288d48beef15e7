// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** Shared memory regions: elements in v3, one line of text each in v2. */
final class SharedMemoryRules implements RuleGroup {

	private static final int MAX_REGIONS = 8;
	private static final int MIN_MEBIBYTES = 2;
	private static final int MAX_MEBIBYTES = 512;

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		Set<String> names = new HashSet<>();
		List<XmlElement> texts = scenario.dialect().isV3() ? List.of() : scenario.all("hv/FEATURES/IVSHMEM/IVSHMEM_REGION").stream().filter(region -> !region.text().isEmpty()).toList();
		if (texts.size() > MAX_REGIONS) {
			findings.report(AcrnRule.TOO_MANY_REGIONS, texts.get(MAX_REGIONS), texts.size(), MAX_REGIONS);
		}
		for (XmlElement region : scenario.all("hv/FEATURES/IVSHMEM/IVSHMEM_REGION")) {
			if (scenario.dialect().isV3()) {
				region(scenario, region, names, findings);
			} else {
				textRegion(scenario, region, names, findings);
			}
		}
	}

	private static void region(ScenarioXml scenario, XmlElement region, Set<String> names, Findings findings) {
		XmlElement place = region.child("NAME").orElse(region);
		String name = region.value("NAME").orElse("");
		if (name.isEmpty()) {
			findings.report(AcrnRule.SHARED_MEMORY_NAME_EMPTY, place);
		} else if (!names.add(name)) {
			findings.report(AcrnRule.SHARED_MEMORY_NAME_TWICE, place, name);
		}
		Set<String> vms = new HashSet<>();
		for (XmlElement vm : region.descendants("IVSHMEM_VMS/IVSHMEM_VM/VM_NAME")) {
			if (!vms.add(vm.text())) {
				findings.report(AcrnRule.SHARED_MEMORY_VM_TWICE, vm, vm.text());
			} else if (scenario.vm(vm.text()).isEmpty()) {
				findings.report(AcrnRule.SHARED_MEMORY_UNKNOWN_VM, vm, VmXml.label(vm.text()));
			}
		}
	}

	/** {@code hv:/name, size, id:id…}: what the schema's pattern cannot see. */
	private static void textRegion(ScenarioXml scenario, XmlElement region, Set<String> names, Findings findings) {
		String[] fields = region.text().split(",");
		if (fields.length != 3) {
			return;
		}
		String name = fields[0].substring(fields[0].indexOf('/') + 1).strip();
		if (!names.add(name)) {
			findings.report(AcrnRule.SHARED_MEMORY_NAME_TWICE, region, name);
		}
		if (!isSize(fields[1].strip())) {
			findings.report(AcrnRule.SHARED_MEMORY_SIZE, region, fields[1].strip());
		}
		Set<String> ids = new HashSet<>();
		for (String field : fields[2].split(":")) {
			String id = field.strip();
			if (!ids.add(id)) {
				findings.report(AcrnRule.SHARED_MEMORY_VM_TWICE, region, "VM " + id);
			} else if (scenario.vmsOfId(id).isEmpty()) {
				findings.report(AcrnRule.SHARED_MEMORY_UNKNOWN_VM, region, "VM " + id);
			}
		}
	}

	private static boolean isSize(String text) {
		int mebibytes = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
		return mebibytes >= MIN_MEBIBYTES && mebibytes <= MAX_MEBIBYTES && Integer.bitCount(mebibytes) == 1;
	}
}
