// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.quantity;

/**
 * A physical address or an I/O port.
 *
 * @param value unsigned 64 bits
 */
public record PhysicalAddress(long value) implements Comparable<PhysicalAddress> {

	/**
	 * @param text hexadecimal digits with {@code 0x} before them
	 * @throws IllegalArgumentException if the text is not a number of at most 64 bits
	 */
	public static PhysicalAddress valueOf(String text) {
		if (!text.regionMatches(true, 0, "0x", 0, 2)) {
			throw new IllegalArgumentException("'" + text + "' is not an address: write hexadecimal digits, such as 0xfec00000");
		}
		return new PhysicalAddress(Long.parseUnsignedLong(text.substring(2), 16));
	}

	@Override
	public int compareTo(PhysicalAddress other) {
		return Long.compareUnsigned(value, other.value);
	}

	@Override
	public String toString() {
		return "0x" + Long.toHexString(value);
	}
}
