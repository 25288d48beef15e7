// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/** The character classes of XML 1.0, fifth edition. */
final class XmlCharacters {

	private XmlCharacters() {
	}

	/** Production 2, Char. */
	static boolean isChar(int point) {
		return point >= 0x20 && point <= 0xD7FF || point == '\n' || point == '\t' || point == '\r'
				|| point >= 0xE000 && point <= 0xFFFD || point >= 0x10000 && point <= 0x10FFFF;
	}

	/** Production 3, S. */
	static boolean isSpace(int point) {
		return point == ' ' || point == '\n' || point == '\t' || point == '\r';
	}

	/** Production 4, NameStartChar. */
	static boolean isNameStart(int point) {
		return point >= 'a' && point <= 'z' || point >= 'A' && point <= 'Z' || point == '_' || point == ':'
				|| point >= 0xC0 && point <= 0x2FF && point != 0xD7 && point != 0xF7
				|| point >= 0x370 && point <= 0x1FFF && point != 0x37E
				|| point == 0x200C || point == 0x200D || point >= 0x2070 && point <= 0x218F || point >= 0x2C00 && point <= 0x2FEF
				|| point >= 0x3001 && point <= 0xD7FF || point >= 0xF900 && point <= 0xFDCF || point >= 0xFDF0 && point <= 0xFFFD
				|| point >= 0x10000 && point <= 0xEFFFF;
	}

	/** Production 4a, NameChar. */
	static boolean isName(int point) {
		return isNameStart(point) || point == '-' || point == '.' || point >= '0' && point <= '9' || point == 0xB7
				|| point >= 0x300 && point <= 0x36F || point == 0x203F || point == 0x2040;
	}
}
