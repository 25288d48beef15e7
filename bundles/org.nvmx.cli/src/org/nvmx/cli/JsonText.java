// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

/** Text as JSON writes it (RFC 8259, section 7). */
final class JsonText {

	private static final int FIRST_PRINTABLE = 0x20;

	private JsonText() {
	}

	/** @return the text in quotes; unpaired surrogates are escaped, so the result can be encoded as UTF-8 */
	static String quote(String text) {
		StringBuilder json = new StringBuilder("\"");
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\') {
				json.append('\\').append(c);
			} else if (c < FIRST_PRINTABLE || isUnpaired(text, i)) {
				json.append("\\u%04x".formatted((int) c));
			} else {
				json.append(c);
			}
		}
		return json.append('"').toString();
	}

	private static boolean isUnpaired(String text, int i) {
		char c = text.charAt(i);
		if (Character.isHighSurrogate(c)) {
			return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
		}
		return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
	}
}
