// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.quantity;

/**
 * A number that people write in hexadecimal, such as a mask of cache ways.
 *
 * @param value unsigned 64 bits
 */
public record HexNumber(long value) {

	/**
	 * @param text hexadecimal digits with {@code 0x} before them
	 * @throws IllegalArgumentException if the text is not a number of at most 64 bits
	 */
	public static HexNumber valueOf(String text) {
		if (!text.regionMatches(true, 0, "0x", 0, 2)) {
			throw new IllegalArgumentException("'" + text + "' is not a hexadecimal number: write digits behind 0x, such as 0xff");
		}
		return new HexNumber(Long.parseUnsignedLong(text.substring(2), 16));
	}

	@Override
	public String toString() {
		return "0x" + Long.toHexString(value);
	}
}
