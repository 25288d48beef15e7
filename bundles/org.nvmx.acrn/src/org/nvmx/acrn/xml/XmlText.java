// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/**
 * Characters between tags, references resolved and line ends as {@code \n}.
 *
 * @param text  the characters
 * @param cdata whether they were, and will be, written as a CDATA section
 */
public record XmlText(String text, boolean cdata) implements XmlNode {

	@Override
	public XmlText copy() {
		return this;
	}
}
