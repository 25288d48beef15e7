// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.Cache;
import org.nvmx.model.board.CacheAllocation;
import org.nvmx.model.board.CacheType;
import org.nvmx.model.board.Cpu;
import org.nvmx.model.board.SoftwareSram;
import org.nvmx.model.quantity.ApicId;
import org.nvmx.model.quantity.ByteSize;

/** {@code caches}. */
final class CachePart {

	private static final int MAX_CACHES = 16384;

	private final BoardParse parse;
	private final Map<ApicId, Cpu> cpus = new HashMap<>();

	CachePart(BoardParse parse) {
		this.parse = parse;
	}

	void read(Board board) {
		board.getCpus().forEach(cpu -> cpus.putIfAbsent(cpu.getApicId(), cpu));
		for (XmlElement element : parse.root().descendants("caches/cache")) {
			if (board.getCaches().size() == MAX_CACHES) {
				parse.tooLarge("caches", MAX_CACHES, parse.location(element));
				return;
			}
			board.getCaches().add(cache(element));
		}
		if (board.getCaches().isEmpty()) {
			parse.missing(BoardRule.NO_CACHES);
		}
	}

	private Cache cache(XmlElement element) {
		Cache cache = parse.at(BoardFactory.eINSTANCE.createCache(), element);
		cache.setLevel(parse.toInt(parse.attribute(element, "level"), 0));
		cache.setCacheId(parse.toInt(parse.attribute(element, "id"), 0));
		cache.setType(switch (parse.toInt(parse.attribute(element, "type"), 0)) {
		case 1 -> CacheType.DATA;
		case 2 -> CacheType.INSTRUCTION;
		case 3 -> CacheType.UNIFIED;
		default -> CacheType.UNKNOWN;
		});
		size(element, "cache_size").ifPresent(cache::setSize);
		size(element, "line_size").ifPresent(cache::setLineSize);
		cache.setWays(parse.toInt(parse.child(element, "ways"), -1));
		cache.setSets(parse.toInt(parse.child(element, "sets"), -1));
		sharers(element, cache);
		element.children("capability").forEach(capability -> capability(capability, cache));
		return cache;
	}

	private void sharers(XmlElement element, Cache cache) {
		for (XmlElement processor : element.descendants("processors/processor")) {
			if (cpus.isEmpty() || cache.getCpus().size() == cpus.size()) {
				return;
			}
			Field field = new Field(processor.text(), parse.location(processor), "processor");
			Optional<ApicId> id = parse.convert(field, "an APIC id such as 0x1a", ApicId::valueOf);
			if (id.isPresent() && cpus.containsKey(id.get())) {
				cache.getCpus().add(cpus.get(id.get()));
			} else if (id.isPresent()) {
				parse.report(BoardRule.UNKNOWN_APIC_ID, processor, id.get());
			}
		}
	}

	private void capability(XmlElement element, Cache cache) {
		switch (element.attribute("id").orElse("")) {
		case "CAT" -> cache.setAllocation(allocation(element));
		case "CDP" -> cache.setCodeDataPrioritization(true);
		case "Software SRAM" -> cache.setSoftwareSram(softwareSram(element));
		default -> {
			// nothing else of a cache matters to a scenario
		}
		}
	}

	private CacheAllocation allocation(XmlElement element) {
		CacheAllocation allocation = parse.at(BoardFactory.eINSTANCE.createCacheAllocation(), element);
		allocation.setCapacityMaskLength(parse.toInt(parse.child(element, "capacity_mask_length"), 0));
		allocation.setClosNumber(parse.toInt(parse.child(element, "clos_number"), 0));
		return allocation;
	}

	private SoftwareSram softwareSram(XmlElement element) {
		SoftwareSram sram = parse.at(BoardFactory.eINSTANCE.createSoftwareSram(), element);
		Optional<Field> start = parse.child(element, "start");
		Optional<Field> end = parse.child(element, "end");
		if (start.isPresent() && end.isPresent()) {
			parse.toRange(start.get(), end.get()).ifPresent(sram::setRange);
		}
		size(element, "size").ifPresent(sram::setSize);
		sram.setWayMask(parse.toInt(parse.child(element, "waymask"), 0));
		return sram;
	}

	private Optional<ByteSize> size(XmlElement element, String name) {
		Optional<Field> field = parse.child(element, name);
		return field.flatMap(parse::toLong).flatMap(bytes -> parse.convert(field.get(), "a size in bytes", text -> ByteSize.ofBytes(bytes)));
	}
}
