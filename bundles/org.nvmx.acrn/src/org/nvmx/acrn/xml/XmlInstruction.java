// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/**
 * A processing instruction.
 *
 * @param target the name after {@code <?}
 * @param data   the rest, or empty
 */
public record XmlInstruction(String target, String data) implements XmlNode {

	@Override
	public XmlInstruction copy() {
		return this;
	}
}
