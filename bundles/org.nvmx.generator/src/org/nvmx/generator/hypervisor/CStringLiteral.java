// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

/** C string literals of any text, as UTF-8 bytes, in pure ASCII source. */
final class CStringLiteral {

	private CStringLiteral() {
	}

	/** Octal escapes end after three digits, so unlike hexadecimal ones they cannot swallow what follows; {@code ?} could start a trigraph. */
	static String of(String text) {
		StringBuilder literal = new StringBuilder("\"");
		for (byte unit : text.getBytes(UTF_8)) {
			switch (unit) {
			case '"', '\\', '?' -> literal.append('\\').append((char) unit);
			default -> {
				if (unit >= ' ' && unit < 0x7f) {
					literal.append((char) unit);
				} else {
					literal.append(String.format("\\%03o", unit & 0xff));
				}
			}
			}
		}
		return literal.append('"').toString();
	}
}
