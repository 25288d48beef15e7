// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.edit;

import java.util.Comparator;
import java.util.List;

/**
 * A replacement in a text.
 *
 * @param offset  where it starts, in UTF-16 units
 * @param length  units that are replaced; 0 inserts
 * @param newText what comes in their place
 */
public record TextChange(int offset, int length, String newText) {

	/** @return the text with all changes made; offsets are those of the text before any change */
	public static String apply(String text, List<TextChange> changes) {
		StringBuilder result = new StringBuilder(text);
		changes.stream().sorted(Comparator.comparingInt(TextChange::offset).reversed())
				.forEach(change -> result.replace(change.offset, change.offset + change.length, change.newText));
		return result.toString();
	}
}
