// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Optional;

import org.nvmx.model.quantity.PciAddress;

/**
 * A PCI function that a VM is to see.
 *
 * @param name     unique in the VM
 * @param kind     what it is
 * @param written  its address in the VM, if the scenario gives one
 * @param physical the board's device, if it is passed through
 */
public record VirtualPciDevice(String name, Kind kind, Optional<PciAddress> written, Optional<PciAddress> physical) {

	/** In the order in which addresses are given. */
	public enum Kind {
		/** An MCS9900 UART as console. */
		CONSOLE_VUART,
		/** An IVSHMEM device. */
		SHARED_MEMORY,
		/** An MCS9900 UART to another VM. */
		VUART,
		/** A device that the device model emulates: an xHCI controller, a virtio device. */
		DEVICE_MODEL,
		/** A device of the board. */
		PASSTHROUGH,
		/** A display controller of the board, which drivers of post-launched VMs look for at one place. */
		DISPLAY,
		/** The virtual root port that Precision Time Measurement needs. */
		ROOT_PORT
	}

	/** @return what allocations call it */
	public String label() {
		return switch (kind) {
		case CONSOLE_VUART -> "console vUART " + name;
		case SHARED_MEMORY -> "shared memory " + name;
		case VUART -> "vUART " + name;
		case DEVICE_MODEL -> name;
		case PASSTHROUGH, DISPLAY -> "device " + name;
		case ROOT_PORT -> "root port " + name;
		};
	}

	/** @return a device that is emulated, at any address */
	public static VirtualPciDevice emulated(String name, Kind kind) {
		return new VirtualPciDevice(name, kind, Optional.empty(), Optional.empty());
	}

	/** @return a device of the board, at any address in the VM */
	public static VirtualPciDevice passthrough(PciAddress physical) {
		return new VirtualPciDevice(physical.toString(), Kind.PASSTHROUGH, Optional.empty(), Optional.of(physical));
	}

	/** @return the same device of the board, as the display controller that it is */
	VirtualPciDevice asDisplay() {
		return new VirtualPciDevice(name, Kind.DISPLAY, written, physical);
	}

	/** @return the same device at the address that the scenario gives */
	public VirtualPciDevice at(PciAddress address) {
		return new VirtualPciDevice(name, kind, Optional.of(address), physical);
	}
}
