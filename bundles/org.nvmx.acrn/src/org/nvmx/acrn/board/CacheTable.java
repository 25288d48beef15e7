// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.nvmx.acrn.text.TextTable;
import org.nvmx.model.board.Cache;
import org.nvmx.model.board.Cpu;

/** Caches in words; those that differ in nothing but their place share a row. */
final class CacheTable {

	private final List<Cache> caches;

	CacheTable(List<Cache> caches) {
		this.caches = caches;
	}

	TextTable table() {
		Map<List<String>, List<Cache>> groups = new LinkedHashMap<>();
		caches.forEach(cache -> groups.computeIfAbsent(facts(cache), facts -> new ArrayList<>()).add(cache));
		TextTable table = new TextTable();
		groups.forEach((facts, group) -> table.row("L" + group.get(0).getLevel() + " " + group.get(0).getType(), facts.get(1), facts.get(2),
				sharers(group), facts.get(3)));
		return table;
	}

	private static List<String> facts(Cache cache) {
		return List.of("L" + cache.getLevel() + cache.getType(), cache.getSize() == null ? "?" : cache.getSize().toString(),
				cache.getWays() < 0 ? "" : cache.getWays() + " ways", allocation(cache));
	}

	private static String sharers(List<Cache> group) {
		List<String> parts = group.stream().map(cache -> NumberRanges.of(cache.getCpus().stream().map(Cpu::getCpuId).toList())).toList();
		boolean ids = group.get(0).getAllocation() != null || group.get(0).getSoftwareSram() != null;
		List<String> named = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			named.add((ids ? "id 0x" + Integer.toHexString(group.get(i).getCacheId()) + ": " : "") + parts.get(i));
		}
		return "CPUs " + String.join(" | ", named);
	}

	private static String allocation(Cache cache) {
		StringBuilder text = new StringBuilder();
		if (cache.getAllocation() != null) {
			text.append("CAT: ").append(cache.getAllocation().getCapacityMaskLength()).append(" bits, ").append(cache.getAllocation().getClosNumber())
					.append(" classes");
		}
		if (cache.isCodeDataPrioritization()) {
			text.append(text.isEmpty() ? "CDP" : ", CDP");
		}
		if (cache.getSoftwareSram() != null) {
			text.append(text.isEmpty() ? "" : ", ").append("Software SRAM in ways 0x").append(Integer.toHexString(cache.getSoftwareSram().getWayMask()));
		}
		return text.toString();
	}
}
