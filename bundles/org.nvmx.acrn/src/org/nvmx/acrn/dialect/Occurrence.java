// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

/**
 * How often an option may be written.
 *
 * @param min at least
 * @param max at most
 */
public record Occurrence(int min, int max) {

	/** @param symbol one of {@code 1 ? * + 2} */
	static Occurrence of(String symbol) {
		return switch (symbol) {
		case "1" -> new Occurrence(1, 1);
		case "?" -> new Occurrence(0, 1);
		case "*" -> new Occurrence(0, Integer.MAX_VALUE);
		case "+" -> new Occurrence(1, Integer.MAX_VALUE);
		case "2" -> new Occurrence(2, 2);
		default -> throw new IllegalArgumentException("'" + symbol + "' is not an occurrence");
		};
	}

	public boolean isRequired() {
		return min > 0;
	}
}
