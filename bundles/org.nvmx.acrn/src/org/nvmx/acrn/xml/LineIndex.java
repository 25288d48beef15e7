// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.Arrays;

import org.nvmx.model.diagnostic.Location;

/** From offsets to lines and columns. A line ends after LF, after CR LF, and after a CR alone. */
final class LineIndex {

	private final int[] starts;

	LineIndex(String text) {
		int[] found = new int[16];
		int count = 1;
		for (int i = 0; i < text.length(); i++) {
			char unit = text.charAt(i);
			boolean end = unit == '\n' || unit == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
			if (end) {
				if (count == found.length) {
					found = Arrays.copyOf(found, count * 2);
				}
				found[count++] = i + 1;
			}
		}
		starts = Arrays.copyOf(found, count);
	}

	Location location(String file, XmlSpan span) {
		int found = Arrays.binarySearch(starts, span.offset());
		int line = found >= 0 ? found : -found - 2;
		return new Location(file, line + 1, span.offset() - starts[line] + 1, span.offset(), span.length());
	}
}
