// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.nodemodel.INode;
import org.nvmx.dsl.validation.Rule;

/**
 * A quoted string with Java's escapes. Characters beyond ASCII are written as they are: the files are UTF-8, and a name should be readable.
 */
final class StringConverter extends TextConverter<String> {

	private static final String ESCAPES = "btnfr\"'\\";
	private static final String MEANINGS = "\b\t\n\f\r\"'\\";

	@Override
	protected String convert(String text, INode node) {
		StringBuilder value = new StringBuilder(text.length());
		int end = text.length() - 1;
		for (int i = 1; i < end; i++) {
			char c = text.charAt(i);
			if (c != '\\') {
				value.append(c);
			} else {
				i = unescape(text, i + 1, end, value, node);
			}
		}
		return value.toString();
	}

	/** @return the index of the escape's last character */
	private static int unescape(String text, int index, int end, StringBuilder value, INode node) {
		char escape = text.charAt(index);
		if (escape == 'u') {
			if (index + 5 > end || !text.substring(index + 1, index + 5).matches("[0-9a-fA-F]{4}")) {
				throw new RuleConversionException(Rule.INVALID_STRING, node, text, "\\u needs four hexadecimal digits");
			}
			value.append((char) Integer.parseInt(text.substring(index + 1, index + 5), 16));
			return index + 4;
		}
		int known = ESCAPES.indexOf(escape);
		if (known < 0) {
			throw new RuleConversionException(Rule.INVALID_STRING, node, text, "\\" + escape + " means nothing");
		}
		value.append(MEANINGS.charAt(known));
		return index;
	}

	@Override
	public String toString(String value) {
		StringBuilder text = new StringBuilder(value.length() + 2).append('"');
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			int special = MEANINGS.indexOf(c);
			if (c == '\'' || special < 0 && c >= ' ') {
				text.append(c);
			} else if (special >= 0) {
				text.append('\\').append(ESCAPES.charAt(special));
			} else {
				text.append(String.format("\\u%04x", (int) c));
			}
		}
		return text.append('"').toString();
	}
}
