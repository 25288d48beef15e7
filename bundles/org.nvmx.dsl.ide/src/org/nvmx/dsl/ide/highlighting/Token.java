// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.highlighting;

/**
 * A coloured part of a text. Tokens do not overlap; a comment may span lines.
 *
 * @param offset of the first character
 * @param length of the part
 * @param style  how it is shown
 */
public record Token(int offset, int length, Style style) {

	/** What a token is. */
	public enum Style {
		/** A word of the language that names an option or opens a block. */
		KEYWORD,
		/** The name of a scenario or of a VM. */
		NAME,
		/** A quoted text that is no name. */
		STRING,
		/** A number or an address. */
		NUMBER,
		/** The unit of a size. */
		UNIT,
		/** A word of the language that is a value, such as noop or NVMX_ENABLED. */
		VALUE, COMMENT
	}
}
