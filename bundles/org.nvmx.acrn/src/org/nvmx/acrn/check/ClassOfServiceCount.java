// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.xml.XmlElement;

/**
 * How many classes of service v3's cache policies take: the policies of a vCPU for all caches make one class, and two vCPUs
 * share it where every mask that both name is equal.
 */
final class ClassOfServiceCount {

	private final ScenarioXml scenario;

	ClassOfServiceCount(ScenarioXml scenario) {
		this.scenario = scenario;
	}

	int needed() {
		Map<String, Map<String, String>> byVcpu = new LinkedHashMap<>();
		for (XmlElement allocation : scenario.all("hv/CACHE_REGION/CACHE_ALLOCATION")) {
			String cache = allocation.value("CACHE_LEVEL").orElse("") + " " + allocation.value("CACHE_ID").orElse("");
			for (XmlElement policy : allocation.children("POLICY")) {
				String vcpu = policy.value("VM").orElse("") + "\n" + policy.value("VCPU").orElse("");
				byVcpu.computeIfAbsent(vcpu, key -> new LinkedHashMap<>())
						.put(cache + " " + policy.value("TYPE").orElse(""), policy.value("CLOS_MASK").orElse("").toLowerCase(Locale.ROOT));
			}
		}
		List<Map<String, String>> classes = new ArrayList<>();
		byVcpu.values().forEach(masks -> merge(masks, classes));
		return classes.size();
	}

	private static void merge(Map<String, String> masks, List<Map<String, String>> classes) {
		for (Map<String, String> existing : classes) {
			if (masks.entrySet().stream().allMatch(mask -> existing.getOrDefault(mask.getKey(), mask.getValue()).equals(mask.getValue()))) {
				existing.putAll(masks);
				return;
			}
		}
		classes.add(new LinkedHashMap<>(masks));
	}
}
