// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.quantity;

/**
 * The id of a local APIC. It is what the hypervisor and the device model know a CPU by; Linux's number of the same CPU is another one.
 *
 * @param value 8 bits for an xAPIC, unsigned 32 bits for an x2APIC
 */
public record ApicId(int value) implements Comparable<ApicId> {

	/**
	 * @param text hexadecimal digits with {@code 0x} before them
	 * @throws IllegalArgumentException if the text is not a number of at most 32 bits
	 */
	public static ApicId valueOf(String text) {
		if (!text.regionMatches(true, 0, "0x", 0, 2)) {
			throw new IllegalArgumentException("'" + text + "' is not an APIC id: write hexadecimal digits, such as 0x1a");
		}
		return new ApicId(Integer.parseUnsignedInt(text.substring(2), 16));
	}

	@Override
	public int compareTo(ApicId other) {
		return Integer.compareUnsigned(value, other.value);
	}

	@Override
	public String toString() {
		return "0x" + Integer.toHexString(value);
	}
}
