// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.emf.common.util.ECollections;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.MappedRegion;
import org.nvmx.model.board.MemoryRange;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.ByteSize;

/** {@code memory}, {@code TOTAL_MEM_INFO} and {@code IOMEM_INFO}; the last one's RAM stands in for a missing tree. */
final class MemoryPart {

	private static final int MAX_REGIONS = 65536;
	private static final Pattern TOTAL = Pattern.compile("(\\d{1,15})\\s*kB");
	private static final Pattern REGION = Pattern.compile("([0-9a-fA-F]{1,16})-([0-9a-fA-F]{1,16}) : (.+)");

	private final BoardParse parse;

	MemoryPart(BoardParse parse) {
		this.parse = parse;
	}

	void read(Board board) {
		parse.root().descendants("memory/range").stream().limit(MAX_REGIONS).forEach(element -> range(element, board));
		addressMap(board);
		total(board);
		if (board.getMemory().isEmpty()) {
			parse.missing(BoardRule.NO_MEMORY);
			board.getAddressMap().stream().filter(region -> region.getDepth() == 0 && region.getOwner().equals("System RAM"))
					.forEach(region -> board.getMemory().add(parse.at(range(region.getRange()), parse.locations().get(region))));
		}
		ECollections.sort(board.getMemory(), Comparator.comparing(MemoryRange::getRange));
	}

	private static MemoryRange range(AddressRange addresses) {
		MemoryRange range = BoardFactory.eINSTANCE.createMemoryRange();
		range.setRange(addresses);
		return range;
	}

	private void range(XmlElement element, Board board) {
		Optional<Field> start = parse.attribute(element, "start");
		Optional<Field> end = parse.attribute(element, "end");
		if (start.isEmpty() || end.isEmpty()) {
			parse.report(BoardRule.INVALID_VALUE, element, "range", "nothing", "a start and an end");
			return;
		}
		parse.toRange(start.get(), end.get()).ifPresent(addresses -> {
			MemoryRange range = parse.at(range(addresses), element);
			parse.attribute(element, "id").ifPresent(id -> range.setName(id.text()));
			board.getMemory().add(range);
		});
	}

	/** A region inside of another one follows it; its indentation is not trusted. */
	private void addressMap(Board board) {
		Deque<AddressRange> outer = new ArrayDeque<>();
		for (TextLine line : parse.lines("IOMEM_INFO")) {
			Matcher matcher = REGION.matcher(line.text());
			if (!matcher.matches()) {
				parse.report(BoardRule.LINE_NOT_UNDERSTOOD, line.location(), line.blob(), BoardParse.shortened(line.text()));
				continue;
			}
			Field first = line.field("0x" + matcher.group(1), line.blob());
			Optional<AddressRange> addresses = parse.toRange(first, line.field("0x" + matcher.group(2), line.blob()));
			if (addresses.isPresent() && board.getAddressMap().size() < MAX_REGIONS) {
				while (!outer.isEmpty() && !outer.peek().contains(addresses.get())) {
					outer.pop();
				}
				MappedRegion region = parse.at(BoardFactory.eINSTANCE.createMappedRegion(), line.location());
				region.setRange(addresses.get());
				region.setOwner(matcher.group(3));
				region.setDepth(outer.size());
				board.getAddressMap().add(region);
				outer.push(addresses.get());
			}
		}
		if (board.getAddressMap().isEmpty()) {
			parse.missing(BoardRule.NO_ADDRESS_MAP);
		}
	}

	private void total(Board board) {
		Optional<TextLine> line = parse.lines("TOTAL_MEM_INFO").stream().findFirst();
		Matcher matcher = TOTAL.matcher(line.map(TextLine::text).orElse(""));
		if (matcher.matches()) {
			board.setTotalMemory(ByteSize.ofBytes(Long.parseLong(matcher.group(1)) << 10));
		} else if (line.isPresent()) {
			parse.report(BoardRule.LINE_NOT_UNDERSTOOD, line.get().location(), line.get().blob(), BoardParse.shortened(line.get().text()));
		} else {
			parse.missing(BoardRule.NO_TOTAL_MEMORY);
		}
	}
}
