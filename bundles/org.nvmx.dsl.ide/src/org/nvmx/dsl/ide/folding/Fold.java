// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.folding;

/**
 * A part of a text that an editor may collapse; it spans at least two lines.
 *
 * @param offset of its first character
 * @param length up to and with its last character
 * @param kind   what it is
 */
public record Fold(int offset, int length, Kind kind) {

	/** What is collapsed. */
	public enum Kind {
		BLOCK, COMMENT
	}
}
