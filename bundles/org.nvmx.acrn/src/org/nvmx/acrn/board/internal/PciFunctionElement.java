// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.PciDevice;
import org.nvmx.model.board.PciResource;
import org.nvmx.model.board.PciResourceType;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PciAddress;

/** One {@code device} or {@code bus} element as a PCI function. */
final class PciFunctionElement {

	private static final int MAX_CAPABILITIES = 256;
	private static final Pattern ADDRESS_PREFIX = Pattern.compile("^(?:[0-9a-fA-F]{4}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7] +");

	private final BoardParse parse;

	PciFunctionElement(BoardParse parse) {
		this.parse = parse;
	}

	PciDevice read(XmlElement element, PciAddress address) {
		PciDevice device = parse.at(BoardFactory.eINSTANCE.createPciDevice(), element);
		device.setAddress(address);
		parse.attribute(element, "description").ifPresent(text -> device.setDescription(ADDRESS_PREFIX.matcher(text.text()).replaceFirst("")));
		device.setVendorId(parse.toInt(parse.child(element, "vendor"), -1));
		device.setDeviceId(parse.toInt(parse.child(element, "identifier"), -1));
		device.setSubsystemVendorId(parse.toInt(parse.child(element, "subsystem_vendor"), -1));
		device.setSubsystemId(parse.toInt(parse.child(element, "subsystem_identifier"), -1));
		device.setClassCode(parse.toInt(parse.child(element, "class"), -1));
		parse.text(element, "acpi_object").ifPresent(device::setAcpiObject);
		if (element.name().equals("device")) {
			device.getResources().addAll(resources(element, true));
		}
		interrupts(element, device);
		capabilities(element, device);
		return device;
	}

	/** @return what a host bridge forwards */
	List<PciResource> windows(XmlElement bus) {
		return resources(bus, false);
	}

	private List<PciResource> resources(XmlElement element, boolean bars) {
		List<PciResource> result = new ArrayList<>();
		for (XmlElement resource : element.children("resource")) {
			String type = resource.attribute("type").orElse("");
			boolean bar = resource.attribute("id").orElse("").startsWith("bar");
			boolean wanted = type.equals("memory") || type.equals("io_port");
			// the inspector writes windows that the firmware disabled with a length of 0 and the end before the start
			if (wanted && bar == bars && !resource.attribute("len").orElse("").equals("0x0")) {
				resource(resource, bar).ifPresent(result::add);
			}
		}
		return result;
	}

	private Optional<PciResource> resource(XmlElement element, boolean bar) {
		Optional<Field> first = parse.attribute(element, "min");
		Optional<AddressRange> range = first.isEmpty() ? Optional.empty() : range(element, first.get(), bar);
		return range.map(addresses -> {
			PciResource resource = parse.at(BoardFactory.eINSTANCE.createPciResource(), element);
			resource.setType(element.attribute("type").orElse("").equals("memory") ? PciResourceType.MEMORY : PciResourceType.IO_PORT);
			resource.setRange(addresses);
			resource.setName(bar ? element.attribute("id").orElse(null) : null);
			resource.setWidth(parse.toInt(parse.attribute(element, "width"), -1));
			resource.setPrefetchable(element.attribute("prefetchable").orElse("").equals("1"));
			return resource;
		});
	}

	/** Where ACPI gives the base's alternatives, max is the last base and not the last address: the length counts then. */
	private Optional<AddressRange> range(XmlElement element, Field first, boolean bar) {
		Optional<Field> length = parse.attribute(element, "len");
		Optional<Field> last = parse.attribute(element, "max");
		if (length.isEmpty() || bar && last.isPresent()) {
			return last.flatMap(end -> parse.toRange(first, end));
		}
		Optional<Long> start = parse.toLong(first);
		Optional<Long> size = parse.toLong(length.get());
		return start.isEmpty() || size.isEmpty() ? Optional.empty()
				: parse.convert(length.get(), "a length of at least 1", text -> AddressRange.ofSize(start.get(), size.get()));
	}

	/** A pin's source is a global interrupt, or an ACPI link device, whose choice the firmware makes later. */
	private void interrupts(XmlElement element, PciDevice device) {
		for (XmlElement resource : element.children("resource")) {
			String type = resource.attribute("type").orElse("");
			Optional<Field> source = parse.attribute(resource, type.equals("irq") ? "int" : "source");
			if (!type.equals("irq") && !type.equals("interrupt_pin") || source.isEmpty()) {
				continue;
			}
			for (String part : source.get().text().split("\\s*,\\s*", MAX_CAPABILITIES)) {
				if (part.matches("\\d{1,9}")) {
					device.getInterruptLines().add(Integer.parseInt(part));
				}
			}
		}
	}

	private void capabilities(XmlElement element, PciDevice device) {
		for (XmlElement capability : element.children("capability").stream().limit(MAX_CAPABILITIES).toList()) {
			String name = capability.attribute("id").orElse("");
			switch (name) {
			case "MSI" -> device.setMsiVectors(parse.toInt(parse.child(capability, "count"), 1));
			case "MSI-X" -> device.setMsixVectors(parse.toInt(parse.child(capability, "table_size"), 1));
			default -> {
				// the name says it all
			}
			}
			if (!name.isEmpty()) {
				device.getCapabilities().add(name);
			}
		}
	}
}
