// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.PciDevice;
import org.nvmx.model.board.Tpm;
import org.nvmx.model.board.UsbDevice;
import org.nvmx.model.quantity.PciAddress;

/** The {@code devices} tree: ACPI and PCI together; the PCI functions are the elements below a PCI bus that have a vendor. */
final class PciTree {

	private static final int MAX_DEVICES = 8192;
	private static final int ANY_FUNCTION = 0xffff;

	private final BoardParse parse;
	private final Board board;
	private final PciFunctionElement function;
	private final Map<PciAddress, PciDevice> devices = new HashMap<>();

	PciTree(BoardParse parse, Board board) {
		this.parse = parse;
		this.board = board;
		this.function = new PciFunctionElement(parse);
	}

	/** @return every device that was read, those behind bridges too */
	Map<PciAddress, PciDevice> devices() {
		return devices;
	}

	void read(XmlElement element) {
		children(element, -1, board.getPciDevices());
	}

	/** @param bus the PCI bus that the element is or is on, or -1 */
	private void children(XmlElement parent, int bus, List<PciDevice> target) {
		for (XmlElement element : parent.children()) {
			switch (element.name()) {
			case "bus" -> bus(element, target);
			case "device" -> device(element, parent.name().equals("bus") ? bus : -1, target);
			case "usb_device" -> usbDevice(element);
			default -> {
				// a feature of the parent
			}
			}
		}
	}

	/** A bus below the system bus is also the host bridge; one below a bridge is a number alone. */
	private void bus(XmlElement element, List<PciDevice> target) {
		boolean pci = element.attribute("type").orElse("").equals("pci");
		int number = pci ? parse.toInt(parse.attribute(element, "address"), -1) : -1;
		if (number > 0xff) {
			parse.report(BoardRule.INVALID_VALUE, element, "address", element.attribute("address").orElse(""), "a bus from 0x0 to 0xff");
			return;
		}
		if (number >= 0 && element.child("vendor").isPresent()) {
			board.getPciWindows().addAll(function.windows(element));
			add(element, new PciAddress(number, 0, 0), target);
		}
		children(element, number, target);
	}

	private void device(XmlElement element, int bus, List<PciDevice> target) {
		if (element.attribute("id").orElse("").equals("MSFT0101")) {
			board.setTpm(tpm(element));
		}
		Optional<PciDevice> device = bus < 0 || element.child("vendor").isEmpty() ? Optional.empty()
				: address(element, bus).flatMap(address -> add(element, address, target));
		if (device.isEmpty()) {
			children(element, bus, target);
			return;
		}
		element.children("bus").stream().findFirst()
				.ifPresent(secondary -> device.get().setSecondaryBus(parse.toInt(parse.attribute(secondary, "address"), -1)));
		children(element, bus, device.get().getChildren());
	}

	/** The address of a device is that of ACPI's _ADR: device in the upper 16 bits, function in the lower, 0xffff for all of them. */
	private Optional<PciAddress> address(XmlElement element, int bus) {
		Optional<Field> field = parse.attribute(element, "address");
		int written = parse.toInt(field, -1);
		if (written < 0 || (written & ANY_FUNCTION) == ANY_FUNCTION) {
			return Optional.empty();
		}
		return parse.convert(field.get(), "device << 16 | function", text -> new PciAddress(bus, written >> 16, written & ANY_FUNCTION));
	}

	private Optional<PciDevice> add(XmlElement element, PciAddress address, List<PciDevice> target) {
		if (devices.size() == MAX_DEVICES) {
			parse.tooLarge("devices", MAX_DEVICES, parse.location(element));
			return Optional.empty();
		}
		if (devices.containsKey(address)) {
			parse.report(BoardRule.DUPLICATE_PCI_DEVICE, element, address);
			return Optional.empty();
		}
		PciDevice device = function.read(element, address);
		devices.put(address, device);
		target.add(device);
		return Optional.of(device);
	}

	private Tpm tpm(XmlElement element) {
		Tpm tpm = parse.at(BoardFactory.eINSTANCE.createTpm(), element);
		parse.text(element, "acpi_object").ifPresent(tpm::setAcpiObject);
		element.children("capability").stream().filter(capability -> capability.attribute("id").orElse("").equals("log_area")).findFirst()
				.ifPresent(area -> tpm.setLogAreaMinimumLength(parse.toInt(parse.child(area, "log_area_minimum_length"), -1)));
		return tpm;
	}

	private void usbDevice(XmlElement element) {
		if (board.getUsbDevices().size() == MAX_DEVICES) {
			parse.tooLarge("usb_device", MAX_DEVICES, parse.location(element));
			return;
		}
		UsbDevice device = parse.at(BoardFactory.eINSTANCE.createUsbDevice(), element);
		device.setLocation(element.attribute("location").orElse(""));
		parse.attribute(element, "description").ifPresent(description -> device.setDescription(description.text()));
		board.getUsbDevices().add(device);
	}
}
