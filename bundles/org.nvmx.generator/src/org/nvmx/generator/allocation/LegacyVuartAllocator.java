// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.nvmx.generator.allocation.LegacyVuart.ComPort;
import org.nvmx.generator.allocation.LegacyVuart.Use;
import org.nvmx.model.quantity.AddressRange;

/**
 * Gives the legacy vUARTs of a VM I/O ports and interrupt lines. A written port is kept; a COM port has its own line; every other vUART gets
 * the next free line.
 */
public final class LegacyVuartAllocator {

	/**
	 * Where a vUART is.
	 *
	 * @param port the first of 8
	 * @param irq  its line
	 */
	public record Place(int port, int irq) {

		@Override
		public String toString() {
			return "port 0x" + Integer.toHexString(port) + " IRQ " + irq;
		}
	}

	private static final int PORTS = 8;
	private static final int LAST_PORT = 0xffff - PORTS + 1;

	private final PortSpace space;
	private final AllocationLog log = new AllocationLog();
	private final List<AddressRange> taken;
	private final List<Integer> irqs;

	private LegacyVuartAllocator(PortSpace space) {
		this.space = space;
		this.taken = new ArrayList<>(space.taken());
		this.irqs = new ArrayList<>(space.freeIrqs());
	}

	/** @return the place of each vUART by its name; one that got none is missing */
	public static Allocation<Map<String, Place>> allocate(PortSpace space, List<LegacyVuart> vuarts) {
		return new LegacyVuartAllocator(space).allocate(vuarts);
	}

	private Allocation<Map<String, Place>> allocate(List<LegacyVuart> vuarts) {
		Map<String, Place> given = new LinkedHashMap<>();
		List<LegacyVuart> order = vuarts.stream().sorted(Comparator.comparing((LegacyVuart vuart) -> vuart.port().isEmpty()).thenComparing(LegacyVuart::use)).toList();
		for (LegacyVuart vuart : order) {
			OptionalInt port = vuart.port().isPresent() ? written(vuart) : candidates(vuart.use()).filter(this::isFree).findFirst();
			if (port.isPresent()) {
				taken.add(AddressRange.ofSize(port.getAsInt(), PORTS));
				place(vuart, port.getAsInt()).ifPresent(place -> given.put(vuart.name(), place));
			} else if (vuart.port().isEmpty()) {
				log.problem(space.vm(), vuart.label(), "all ports for it are used", "connect fewer vUARTs to " + space.vm() + ", or use PCI vUARTs");
			}
		}
		return log.done(given);
	}

	private OptionalInt written(LegacyVuart vuart) {
		int port = vuart.port().getAsInt();
		if (port >= 0 && port <= LAST_PORT && isFree(port)) {
			return vuart.port();
		}
		String what = port < 0 || port > LAST_PORT ? "is not a port that a vUART can have" : "is used by another device of the VM";
		log.problem(space.vm(), vuart.label(), "port 0x" + Integer.toHexString(port) + " " + what, "write another port, or none");
		return OptionalInt.empty();
	}

	/** ACRN's own choices: consoles at COM ports, connections from 0x9200, power-off at COM3 and COM4, and from 0x9000 in the Service VM. */
	private IntStream candidates(Use use) {
		return switch (use) {
		case CONSOLE -> Arrays.stream(ComPort.values()).mapToInt(ComPort::port);
		case CONNECTION -> from(0x9200, 16);
		case POWER_OFF -> space.order() == LoadOrder.SERVICE ? from(0x9000, 32) : IntStream.of(ComPort.COM3.port(), ComPort.COM4.port());
		};
	}

	private static IntStream from(int first, int count) {
		return IntStream.range(0, count).map(i -> first + i * PORTS);
	}

	private boolean isFree(int port) {
		AddressRange range = AddressRange.ofSize(port, PORTS);
		return taken.stream().noneMatch(range::overlaps);
	}

	private Optional<Place> place(LegacyVuart vuart, int port) {
		String source = vuart.port().isPresent() ? "port written in the scenario" : "lowest free port for it";
		Optional<ComPort> com = Arrays.stream(ComPort.values()).filter(candidate -> candidate.port() == port).findFirst();
		if (com.isPresent()) {
			irqs.remove(Integer.valueOf(com.get().irq()));
			return give(vuart, new Place(port, com.get().irq()), source + ", line of " + com.get());
		}
		if (irqs.isEmpty()) {
			log.problem(space.vm(), vuart.label(), "no interrupt line is left for port 0x" + Integer.toHexString(port) + " (" + space.origin() + ")",
					"use a PCI vUART instead");
			return Optional.empty();
		}
		return give(vuart, new Place(port, irqs.remove(0)), source + ", next of the " + space.origin());
	}

	private Optional<Place> give(LegacyVuart vuart, Place place, String reason) {
		log.give(space.vm(), vuart.label(), place, reason);
		return Optional.of(place);
	}
}
