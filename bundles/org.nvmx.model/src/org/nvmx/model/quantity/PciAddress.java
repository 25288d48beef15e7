// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.quantity;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bus, device and function (BDF) of a PCI function in segment 0, physical or virtual.
 *
 * @param bus      0 to 255
 * @param device   0 to 31
 * @param function 0 to 7
 */
public record PciAddress(int bus, int device, int function) implements Comparable<PciAddress> {

	private static final Pattern SYNTAX = Pattern.compile("(?:0{1,4}:)?([0-9a-fA-F]{1,2}):([01]?[0-9a-fA-F])\\.([0-7])");
	private static final Comparator<PciAddress> ORDER = Comparator.comparingInt(PciAddress::bus).thenComparingInt(PciAddress::device)
			.thenComparingInt(PciAddress::function);

	/** @throws IllegalArgumentException if a part is out of its range */
	public PciAddress {
		if (bus < 0 || bus > 0xff || device < 0 || device > 0x1f || function < 0 || function > 7) {
			throw new IllegalArgumentException("there is no PCI function " + bus + ":" + device + "." + function
					+ ": a bus is 0 to 255, a device 0 to 31, a function 0 to 7");
		}
	}

	/**
	 * @param text hexadecimal {@code bus:device.function}, such as {@code 00:1f.3}, with or without segment 0
	 * @throws IllegalArgumentException if the text is not an address
	 */
	public static PciAddress valueOf(String text) {
		Matcher matcher = SYNTAX.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + text + "' is not a PCI address: write bus:device.function in hexadecimal, such as 00:1f.3");
		}
		return new PciAddress(Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16), Integer.parseInt(matcher.group(3)));
	}

	/** @return whether both are functions of one device */
	public boolean isSameDevice(PciAddress other) {
		return bus == other.bus && device == other.device;
	}

	@Override
	public int compareTo(PciAddress other) {
		return ORDER.compare(this, other);
	}

	/** @return {@code 00:1f.3}, the form of lspci */
	@Override
	public String toString() {
		return String.format("%02x:%02x.%x", bus, device, function);
	}
}
