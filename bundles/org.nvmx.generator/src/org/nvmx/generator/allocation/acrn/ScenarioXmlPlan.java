// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.acrn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.generator.allocation.AllocationPlan;
import org.nvmx.generator.allocation.CacheId;
import org.nvmx.generator.allocation.CachePolicy;
import org.nvmx.generator.allocation.PlannedVm;
import org.nvmx.generator.allocation.SharedRegion;
import org.nvmx.model.board.Board;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;

/**
 * What ACRN scenario XML of any release asks to be allocated. Values that cannot be read are left out: saying so is the business of the rules
 * for scenario XML.
 */
public final class ScenarioXmlPlan {

	private static final String HV = "hv/";

	private final ScenarioXml scenario;
	private final boolean v3;

	private ScenarioXmlPlan(ScenarioXml scenario) {
		this.scenario = scenario;
		this.v3 = scenario.dialect().isV3();
	}

	/** @param board the machine, or empty when it is not known */
	public static AllocationPlan of(ScenarioXml scenario, Optional<Board> board) {
		return new ScenarioXmlPlan(scenario).plan(board);
	}

	private AllocationPlan plan(Optional<Board> board) {
		Map<VmXml, String> names = names();
		List<PlannedVm> vms = new ArrayList<>();
		names.forEach((vm, name) -> vms.add(new VmXmlPlan(scenario, vm, name, names).plan()));
		boolean rdt = scenario.yes(HV + "FEATURES/RDT/RDT_ENABLED");
		boolean cdp = rdt && scenario.yes(HV + "FEATURES/RDT/CDP_ENABLED");
		Set<String> vcat = new TreeSet<>();
		names.forEach((vm, name) -> vm.yes("virtual_cat_support").filter(on -> scenario.yes(HV + "FEATURES/RDT/VCAT_ENABLED")).ifPresent(on -> vcat.add(name)));
		int maxVms = XmlNumbers.integer(scenario.value(HV + "CAPACITIES/MAX_VM_NUM")).orElse(AllocationPlan.DEFAULT_MAX_VMS);
		Optional<Long> start = XmlNumbers.number(scenario.value(HV + "MEMORY/HV_RAM_START"));
		return new AllocationPlan(vms, v3 ? regions() : List.of(), rdt ? policies() : List.of(), cdp, vcat, maxVms,
				start.isPresent() ? OptionalLong.of(start.get()) : OptionalLong.empty(), board);
	}

	/** Names are told apart even where the scenario forgot to. */
	private Map<VmXml, String> names() {
		Map<VmXml, String> names = new LinkedHashMap<>();
		for (VmXml vm : scenario.vms()) {
			String id = vm.element().attribute("id").orElse("?");
			String name = vm.name().isEmpty() ? "VM " + id : vm.name();
			names.put(vm, names.containsValue(name) ? name + " (VM " + id + ", " + (names.size() + 1) + ")" : name);
		}
		return names;
	}

	private List<SharedRegion> regions() {
		List<SharedRegion> regions = new ArrayList<>();
		for (XmlElement region : scenario.all(HV + "FEATURES/IVSHMEM/IVSHMEM_REGION")) {
			String name = region.value("NAME").orElse("");
			Optional<Integer> mebibytes = XmlNumbers.integer(region.value("IVSHMEM_SIZE").orElse("2")).filter(size -> size > 0 && size <= 1 << 20);
			if (name.isEmpty() || mebibytes.isEmpty() || region.value("PROVIDED_BY").orElse("Hypervisor").equals("Device Model")) {
				continue;
			}
			Map<String, Optional<PciAddress>> vms = new LinkedHashMap<>();
			region.descendants("IVSHMEM_VMS/IVSHMEM_VM").forEach(vm -> vm.value("VM_NAME").filter(vmName -> !vmName.isEmpty())
					.ifPresent(vmName -> vms.put(vmName, vm.value("VBDF").flatMap(XmlNumbers::bdf))));
			regions.add(new SharedRegion(name, new ByteSize(mebibytes.get(), ByteSize.Unit.MiB), vms));
		}
		return regions;
	}

	private List<CachePolicy> policies() {
		List<CachePolicy> policies = new ArrayList<>();
		for (XmlElement allocation : scenario.all(HV + "CACHE_REGION/CACHE_ALLOCATION")) {
			Optional<Integer> id = XmlNumbers.integer(allocation.value("CACHE_ID").orElse(""));
			Optional<Integer> level = XmlNumbers.integer(allocation.value("CACHE_LEVEL").orElse(""));
			for (XmlElement policy : allocation.children("POLICY")) {
				Optional<Integer> vcpu = XmlNumbers.integer(policy.value("VCPU").orElse(""));
				Optional<Integer> mask = XmlNumbers.integer(policy.value("CLOS_MASK").orElse(""));
				if (id.isPresent() && level.isPresent() && vcpu.isPresent() && mask.isPresent()) {
					policies.add(new CachePolicy(new CacheId(level.get(), id.get()), policy.value("VM").orElse(""), vcpu.get(), type(policy), mask.get()));
				}
			}
		}
		return policies;
	}

	private static CachePolicy.Type type(XmlElement policy) {
		return switch (policy.value("TYPE").orElse("")) {
		case "Code" -> CachePolicy.Type.CODE;
		case "Data" -> CachePolicy.Type.DATA;
		default -> CachePolicy.Type.UNIFIED;
		};
	}
}
