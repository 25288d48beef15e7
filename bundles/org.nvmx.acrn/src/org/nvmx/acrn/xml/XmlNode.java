// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/** What an element or a document holds. */
public sealed interface XmlNode permits XmlElement, XmlText, XmlComment, XmlInstruction {

	/** @return a copy with everything below it */
	XmlNode copy();
}
