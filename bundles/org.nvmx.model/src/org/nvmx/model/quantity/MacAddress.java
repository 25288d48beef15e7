// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.quantity;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An EUI-48 address.
 *
 * @param text six colon-separated pairs of lower-case hexadecimal digits
 */
public record MacAddress(String text) {

	private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

	/** @throws IllegalArgumentException if the text is not an address */
	public MacAddress {
		text = text.toLowerCase(Locale.ROOT);
		if (!SYNTAX.matcher(text).matches()) {
			throw new IllegalArgumentException("'" + text + "' is not a MAC address: write six pairs of hexadecimal digits, such as 00:16:3d:60:0a:80");
		}
	}

	/** @throws IllegalArgumentException if the text is not an address */
	public static MacAddress valueOf(String text) {
		return new MacAddress(text);
	}

	/** @return whether the group bit is set (IEEE 802), which no interface may own */
	public boolean isMulticast() {
		return (Integer.parseInt(text.substring(0, 2), 16) & 1) != 0;
	}

	/** @return the address with the group bit cleared */
	public MacAddress toUnicast() {
		int first = Integer.parseInt(text.substring(0, 2), 16) & ~1;
		return new MacAddress(String.format("%02x", first) + text.substring(2));
	}

	/** @return the next address of the same manufacturer; after the last one comes the first */
	public MacAddress successor() {
		int device = Integer.parseInt(text.substring(9).replace(":", ""), 16) + 1 & 0xFF_FFFF;
		String digits = String.format("%06x", device);
		return new MacAddress(text.substring(0, 9) + digits.substring(0, 2) + ':' + digits.substring(2, 4) + ':' + digits.substring(4));
	}

	@Override
	public String toString() {
		return text;
	}
}
