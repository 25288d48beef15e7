// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.model.board.BlockDevice;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.RdtResource;
import org.nvmx.model.board.RemappingUnit;
import org.nvmx.model.quantity.PhysicalAddress;

/** What firmware and chipset say in text: BIOS, main board, DMA remapping, configuration space, partitions, RDT. */
final class PlatformPart {

	private static final int MAX_UNITS = 256;
	private static final int MAX_BLOCK_DEVICES = 1024;
	private static final Pattern DEFINE = Pattern.compile("#define\\s+(\\w+)\\s+(\\S+)");
	private static final Pattern UNIT = Pattern.compile("DRHD(\\d{1,4})_(\\w+)");
	private static final Pattern PARTITION = Pattern.compile("(/dev/\\S+?):(?:.*\\bTYPE=\"([^\"]*)\")?.*");
	private static final Pattern C_NUMBER = Pattern.compile("(0[xX][0-9a-fA-F]+|\\d+)U?L*");

	private final BoardParse parse;

	PlatformPart(BoardParse parse) {
		this.parse = parse;
	}

	void read(Board board) {
		board.setFirmware(pairs("BIOS_INFO", "Vendor", "Version"));
		board.setMainBoard(pairs("BASE_BOARD_INFO", "Manufacturer", "Product Name"));
		remappingUnits(board);
		mmconfig(board);
		blockDevices(board);
		rdt(board);
		parse.lines("MAX_MSIX_TABLE_NUM").stream().findFirst()
				.ifPresent(line -> board.setMaxMsixTableSize(parse.toInt(line.field(line.text(), line.blob())).orElse(-1)));
	}

	/** @return the values of lines such as {@code Vendor: SeaBIOS}, or null when there is none */
	private String pairs(String blob, String... names) {
		Map<String, String> values = new LinkedHashMap<>();
		for (String name : names) {
			parse.lines(blob).stream().map(TextLine::text).filter(text -> text.startsWith(name + ":")).findFirst()
					.ifPresent(text -> values.put(name, text.substring(name.length() + 1).strip()));
		}
		String joined = String.join(" ", values.values()).strip();
		return joined.isEmpty() ? null : joined;
	}

	private void remappingUnits(Board board) {
		Map<Integer, RemappingUnit> units = new TreeMap<>();
		for (TextLine line : parse.lines("DRHD_INFO")) {
			Matcher define = DEFINE.matcher(line.text());
			Matcher unit = UNIT.matcher(define.matches() ? define.group(1) : "");
			if (!unit.matches() || units.size() == MAX_UNITS) {
				continue;
			}
			RemappingUnit drhd = units.computeIfAbsent(Integer.valueOf(unit.group(1)), number -> unit(line, number));
			switch (unit.group(2)) {
			case "REG_BASE" -> address(line, define.group(2)).ifPresent(drhd::setRegisterBase);
			case "IGNORE" -> drhd.setIgnored(define.group(2).equals("true"));
			default -> {
				// scopes of devices
			}
			}
		}
		board.getRemappingUnits().addAll(units.values());
	}

	private RemappingUnit unit(TextLine line, int number) {
		RemappingUnit unit = parse.at(BoardFactory.eINSTANCE.createRemappingUnit(), line.location());
		unit.setNumber(number);
		return unit;
	}

	private void mmconfig(Board board) {
		for (TextLine line : parse.lines("MMCFG_BASE_INFO")) {
			Matcher define = DEFINE.matcher(line.text());
			if (define.matches() && define.group(1).equals("DEFAULT_PCI_MMCFG_BASE")) {
				address(line, define.group(2)).ifPresent(board::setMmconfigBase);
			}
		}
		if (board.getMmconfigBase() == null) {
			parse.missing(BoardRule.NO_MMCONFIG);
		}
	}

	/** @param literal a number as C writes it */
	private Optional<PhysicalAddress> address(TextLine line, String literal) {
		return parse.convert(line.field(literal, line.blob()), "an address such as 0xfed90000UL", text -> {
			Matcher number = C_NUMBER.matcher(text);
			return PhysicalAddress.valueOf(number.matches() ? number.group(1) : text);
		});
	}

	private void blockDevices(Board board) {
		for (TextLine line : parse.lines("BLOCK_DEVICE_INFO")) {
			Matcher partition = PARTITION.matcher(line.text());
			if (!partition.matches()) {
				parse.report(BoardRule.LINE_NOT_UNDERSTOOD, line.location(), line.blob(), BoardParse.shortened(line.text()));
			} else if (board.getBlockDevices().size() < MAX_BLOCK_DEVICES) {
				BlockDevice device = parse.at(BoardFactory.eINSTANCE.createBlockDevice(), line.location());
				device.setPath(partition.group(1));
				device.setType(partition.group(2));
				board.getBlockDevices().add(device);
			}
		}
		if (board.getBlockDevices().isEmpty()) {
			parse.missing(BoardRule.NO_BLOCK_DEVICES);
		}
	}

	/** Three lines, each with one entry per resource: what, classes of service, largest mask. Nothing at all is the usual case. */
	private void rdt(Board board) {
		List<TextLine> lines = parse.lines("CLOS_INFO");
		List<String> names = entries(lines, "supported");
		List<String> classes = entries(lines, "clos max");
		List<String> masks = entries(lines, "mask max");
		for (int i = 0; i < Math.min(names.size(), 8); i++) {
			RdtResource resource = parse.at(BoardFactory.eINSTANCE.createRdtResource(), lines.get(0).location());
			resource.setName(names.get(i));
			resource.setClosMax(number(classes, i, lines));
			resource.setMaskMax(bits(masks, i, lines));
			board.getRdtResources().add(resource);
		}
	}

	private static List<String> entries(List<TextLine> lines, String word) {
		return lines.stream().map(TextLine::text).filter(text -> text.contains(word) && text.contains(":")).findFirst()
				.map(text -> List.of(text.substring(text.indexOf(':') + 1).replaceAll("['\"\\[\\] ]", "").split(",", 16)))
				.orElse(List.of()).stream().filter(entry -> !entry.isEmpty()).toList();
	}

	private int number(List<String> entries, int index, List<TextLine> lines) {
		return index < entries.size() ? parse.toInt(new Field(entries.get(index), lines.get(0).location(), "CLOS_INFO")).orElse(-1) : -1;
	}

	/** A mask is told as a mask or as its number of bits. */
	private int bits(List<String> entries, int index, List<TextLine> lines) {
		int value = number(entries, index, lines);
		return value >= 0 && entries.get(index).startsWith("0x") ? Integer.bitCount(value) : value;
	}
}
