// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/** @param text what stands between {@code <!--} and {@code -->} */
public record XmlComment(String text) implements XmlNode {

	@Override
	public XmlComment copy() {
		return this;
	}
}
