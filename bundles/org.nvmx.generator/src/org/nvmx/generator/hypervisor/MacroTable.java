// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.hypervisor;

import java.util.List;

/** Macro definitions, values aligned by tabs as in the kernel's style. */
final class MacroTable {

	private static final int TAB = 8;
	/** Column of the values: the longest name fits before it. */
	private static final int VALUE_COLUMN = 40;

	private final StringBuilder text = new StringBuilder();

	void flag(String name, boolean value) {
		token(name, value ? "1" : "0");
	}

	void number(String name, int value) {
		token(name, Integer.toString(value));
	}

	/** @param value null is the empty string */
	void string(String name, String value) {
		token(name, CStringLiteral.of(value == null ? "" : value));
	}

	/** A mask of named bits, or 0. */
	void bits(String name, List<String> bits) {
		token(name, bits.isEmpty() ? "0" : "(" + String.join(" | ", bits) + ")");
	}

	void blankLine() {
		text.append('\n');
	}

	void token(String name, String value) {
		String definition = "#define " + name;
		int tabs = Math.max(1, (VALUE_COLUMN - definition.length() + TAB - 1) / TAB);
		text.append(definition).append("\t".repeat(tabs)).append(value).append('\n');
	}

	@Override
	public String toString() {
		return text.toString();
	}
}
