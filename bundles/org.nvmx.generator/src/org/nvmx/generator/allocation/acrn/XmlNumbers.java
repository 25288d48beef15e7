// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.acrn;

import java.util.Optional;
import java.util.regex.Pattern;

import org.nvmx.model.quantity.PciAddress;

/** Values of scenario XML, empty when they are malformed. */
final class XmlNumbers {

	private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}");
	private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,15}");
	private static final Pattern BDF = Pattern.compile("[0-9a-fA-F]{1,2}:[01]?[0-9a-fA-F]\\.[0-7]");

	private XmlNumbers() {
	}

	/** @param text decimal, or hexadecimal with 0x */
	static Optional<Long> number(String text) {
		if (HEXADECIMAL.matcher(text).matches()) {
			return Optional.of(Long.parseLong(text.substring(2), 16));
		}
		return DECIMAL.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
	}

	static Optional<Integer> integer(String text) {
		return number(text).filter(value -> value <= Integer.MAX_VALUE).map(Long::intValue);
	}

	/** @param text an address, and what may follow it */
	static Optional<PciAddress> bdf(String text) {
		String address = text.split("\\s", 2)[0];
		return BDF.matcher(address).matches() ? Optional.of(PciAddress.valueOf(address)) : Optional.empty();
	}
}
