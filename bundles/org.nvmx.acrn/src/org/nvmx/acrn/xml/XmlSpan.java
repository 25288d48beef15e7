// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/**
 * Where something stands in the text it was read from.
 *
 * @param offset UTF-16 units from the start of the text, or -1 for what was not read from a text
 * @param length UTF-16 units
 */
public record XmlSpan(int offset, int length) {

	/** For nodes that a program made. */
	public static final XmlSpan NONE = new XmlSpan(-1, 0);
}
