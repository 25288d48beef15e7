// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.PciDevice;
import org.nvmx.model.board.PciResource;
import org.nvmx.model.board.PciResourceType;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PciAddress;

/** {@code PCI_DEVICE} (lines of lspci -v) and {@code PCI_VID_PID} (lines of lspci -n). */
final class PciText {

	private static final int MAX_DEVICES = 8192;
	private static final String ADDRESS = "((?:[0-9a-fA-F]{4}:)?[0-9a-fA-F]{1,2}:[0-9a-fA-F]{1,2}\\.[0-7])";
	private static final Pattern DEVICE = Pattern.compile(ADDRESS + " (\\S.*)");
	private static final Pattern REVISION = Pattern.compile(" \\((?:rev|prog-if) [0-9a-fA-F]{2}\\)$");
	private static final Pattern REGION = Pattern.compile("Region (\\d): Memory at ([0-9a-fA-F]{1,16}) \\((32|64)-bit, (non-)?prefetchable\\).*");
	private static final Pattern PORTS = Pattern.compile("Region (\\d): I/O ports at ([0-9a-fA-F]{1,4}).*");
	/** What firmware gave no place, and the windows of virtual functions, whose size is not told. */
	private static final Pattern UNUSED = Pattern.compile("Region \\d: (?:Memory|I/O ports) at "
			+ "(?:<[a-z]+>.*|[0-9a-fA-F]{1,16}(?: \\([^)]*\\))?(?: \\[(?:disabled|virtual)\\])*)");
	private static final Pattern SIZE = Pattern.compile(".*\\[size=(\\d{1,6})([KMGT]?)\\].*");
	private static final Pattern IDS = Pattern.compile(ADDRESS + " ([0-9a-fA-F]{4}): ([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?: .*)?");

	private final BoardParse parse;
	private final Map<PciAddress, PciDevice> known;
	private final Set<PciDevice> added = new LinkedHashSet<>();

	/** @param known the devices of the tree; grows by those that only the text has */
	PciText(BoardParse parse, Map<PciAddress, PciDevice> known) {
		this.parse = parse;
		this.known = known;
	}

	/** @return the devices that only the text has */
	Collection<PciDevice> read() {
		Optional<PciDevice> current = Optional.empty();
		for (TextLine line : parse.lines("PCI_DEVICE")) {
			Matcher matcher = DEVICE.matcher(line.text());
			if (matcher.matches()) {
				current = device(line, matcher.group(1));
				current.filter(device -> device.getDescription() == null)
						.ifPresent(device -> device.setDescription(REVISION.matcher(matcher.group(2)).replaceFirst("")));
			} else if (line.text().startsWith("Region ")) {
				current.filter(added::contains).ifPresent(device -> region(line, device));
			} else {
				parse.report(BoardRule.LINE_NOT_UNDERSTOOD, line.location(), line.blob(), BoardParse.shortened(line.text()));
			}
		}
		parse.lines("PCI_VID_PID").forEach(this::ids);
		return added;
	}

	private Optional<PciDevice> device(TextLine line, String text) {
		return parse.convert(line.field(text, line.blob()), "a PCI address such as 00:1f.3", PciAddress::valueOf).flatMap(address -> {
			if (!known.containsKey(address) && known.size() == MAX_DEVICES) {
				parse.tooLarge(line.blob(), MAX_DEVICES, line.location());
				return Optional.empty();
			}
			return Optional.of(known.computeIfAbsent(address, unknown -> add(line, unknown)));
		});
	}

	private PciDevice add(TextLine line, PciAddress address) {
		PciDevice device = parse.at(BoardFactory.eINSTANCE.createPciDevice(), line.location());
		device.setAddress(address);
		added.add(device);
		return device;
	}

	private void region(TextLine line, PciDevice device) {
		if (UNUSED.matcher(line.text()).matches()) {
			return;
		}
		Matcher memory = REGION.matcher(line.text());
		Matcher ports = PORTS.matcher(line.text());
		Matcher size = SIZE.matcher(line.text());
		boolean isMemory = memory.matches();
		if (!isMemory && !ports.matches() || !size.matches()) {
			parse.report(BoardRule.LINE_NOT_UNDERSTOOD, line.location(), line.blob(), BoardParse.shortened(line.text()));
			return;
		}
		Matcher matcher = isMemory ? memory : ports;
		long bytes = Long.parseLong(size.group(1)) << 10 * " KMGT".indexOf(size.group(2).isEmpty() ? " " : size.group(2));
		Field base = line.field("0x" + matcher.group(2), line.blob());
		parse.toLong(base).flatMap(start -> parse.convert(base, "the start of " + bytes + " bytes", text -> AddressRange.ofSize(start, bytes))).ifPresent(range -> {
			PciResource resource = parse.at(BoardFactory.eINSTANCE.createPciResource(), line.location());
			resource.setName("bar" + matcher.group(1));
			resource.setType(isMemory ? PciResourceType.MEMORY : PciResourceType.IO_PORT);
			resource.setRange(range);
			resource.setWidth(isMemory ? Integer.parseInt(memory.group(3)) : -1);
			resource.setPrefetchable(isMemory && memory.group(4) == null);
			device.getResources().add(resource);
		});
	}

	private void ids(TextLine line) {
		Matcher matcher = IDS.matcher(line.text());
		if (!matcher.matches()) {
			parse.report(BoardRule.LINE_NOT_UNDERSTOOD, line.location(), line.blob(), BoardParse.shortened(line.text()));
			return;
		}
		device(line, matcher.group(1)).ifPresent(device -> {
			if (device.getVendorId() < 0) {
				device.setVendorId(Integer.parseInt(matcher.group(3), 16));
				device.setDeviceId(Integer.parseInt(matcher.group(4), 16));
			}
			if (device.getClassCode() < 0) {
				device.setClassCode(Integer.parseInt(matcher.group(2), 16) << 8);
			}
		});
	}
}
