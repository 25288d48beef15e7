// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.nvmx.generator.allocation.VirtualPciDevice.Kind;
import org.nvmx.model.quantity.PciAddress;

/**
 * Gives each virtual PCI function of a VM a device number of its own on bus 0. What the scenario writes is kept; then come devices that
 * drivers expect at one place; then the rest, by kind and in the order of the scenario, each at the lowest free number of its kind's range,
 * or at the lowest free one at all.
 */
public final class VirtualBdfAllocator {

	private static final int LAST_DEVICE = 0x1f;
	/** The device model has host bridge, LPC bridge and graphics below, and keeps the last number. */
	private static final int FIRST_OF_DEVICE_MODEL = 3;
	private static final int LAST_OF_DEVICE_MODEL = 0x1e;
	private static final PciAddress GRAPHICS = new PciAddress(0, 2, 0);
	/** Its driver looks for the volume management device there. */
	private static final PciAddress VMD = new PciAddress(0, 0xe, 0);

	private final VirtualPciBus bus;
	private final AllocationLog log = new AllocationLog();
	private final Map<String, PciAddress> given = new LinkedHashMap<>();
	private final Set<Integer> used = new TreeSet<>();

	private VirtualBdfAllocator(VirtualPciBus bus) {
		this.bus = bus;
	}

	/** @return the address in the VM by the device's name; a device that got none is missing */
	public static Allocation<Map<String, PciAddress>> allocate(VirtualPciBus bus) {
		return new VirtualBdfAllocator(bus).allocate();
	}

	private Allocation<Map<String, PciAddress>> allocate() {
		used.add(0);
		bus.taken().stream().filter(address -> address.bus() == 0).forEach(address -> used.add(address.device()));
		List<VirtualPciDevice> devices = bus.devices().stream().sorted(Comparator.comparing(VirtualPciDevice::kind)).toList();
		devices.stream().filter(device -> device.written().isPresent()).forEach(this::keep);
		devices.stream().filter(device -> device.written().isEmpty()).filter(device -> fixed(device).isPresent()).forEach(this::fix);
		devices.stream().filter(device -> !given.containsKey(device.name()) && device.written().isEmpty()).forEach(this::choose);
		return log.done(given);
	}

	private void keep(VirtualPciDevice device) {
		PciAddress address = device.written().orElseThrow();
		Optional<String> rival = given.entrySet().stream().filter(other -> other.getValue().equals(address)).map(Map.Entry::getKey).findFirst();
		if (rival.isPresent()) {
			conflict(device, address + " is already the address of " + rival.get());
		} else if (bus.taken().contains(address)) {
			conflict(device, address + " is the address of a device of the board");
		} else if (address.equals(new PciAddress(0, 0, 0))) {
			conflict(device, address + " is the address of the host bridge");
		} else if (bus.order() == LoadOrder.POST_LAUNCHED && !isOfDeviceModel(address.device())) {
			conflict(device, address + " is kept by the device model");
		} else {
			give(device, address, "written in the scenario");
		}
	}

	private void conflict(VirtualPciDevice device, String message) {
		log.problem(bus.vm(), device.label(), message, "write another address, or none");
	}

	private static boolean isOfDeviceModel(int number) {
		return number >= FIRST_OF_DEVICE_MODEL && number <= LAST_OF_DEVICE_MODEL;
	}

	private Optional<PciAddress> fixed(VirtualPciDevice device) {
		if (bus.order() == LoadOrder.POST_LAUNCHED && (device.kind() == Kind.DISPLAY || device.physical().filter(GRAPHICS::equals).isPresent())) {
			return Optional.of(GRAPHICS);
		}
		return device.physical().filter(VMD::equals);
	}

	private void fix(VirtualPciDevice device) {
		PciAddress address = fixed(device).orElseThrow();
		if (used.contains(address.device())) {
			return;
		}
		give(device, address, "drivers expect " + (address.equals(VMD) ? "the volume management device" : "the graphics device") + " where it is on the board");
	}

	private void choose(VirtualPciDevice device) {
		IntStream preferred = preferred(device.kind());
		IntStream all = bus.order() == LoadOrder.POST_LAUNCHED ? IntStream.rangeClosed(FIRST_OF_DEVICE_MODEL, LAST_OF_DEVICE_MODEL)
				: IntStream.rangeClosed(1, LAST_DEVICE);
		IntStream.concat(preferred, all).filter(number -> !used.contains(number)).findFirst().ifPresentOrElse(
				number -> give(device, new PciAddress(0, number, 0), reason(device, number)),
				() -> log.problem(bus.vm(), device.label(), "all device numbers of bus 0 are used", "take devices away from " + bus.vm()));
	}

	/** The ranges that ACRN's configurator starts from, so that scenarios made there and here look alike. */
	private static IntStream preferred(Kind kind) {
		return switch (kind) {
		case SHARED_MEMORY -> IntStream.rangeClosed(0x8, 0xf);
		case VUART -> IntStream.rangeClosed(0x10, 0x17);
		case CONSOLE_VUART, DEVICE_MODEL, PASSTHROUGH, DISPLAY, ROOT_PORT -> IntStream.empty();
		};
	}

	private String reason(VirtualPciDevice device, int number) {
		boolean inRange = preferred(device.kind()).anyMatch(candidate -> candidate == number);
		String range = device.kind() == Kind.SHARED_MEMORY ? "08 to 0f, where shared memory goes" : "10 to 17, where vUARTs go";
		return inRange ? "lowest free device number of " + range : "lowest free device number" + (preferred(device.kind()).count() > 0 ? ": " + range + ", are used up" : "");
	}

	private void give(VirtualPciDevice device, PciAddress address, String reason) {
		given.put(device.name(), address);
		used.add(address.device());
		log.give(bus.vm(), device.label(), address, reason);
	}
}
