// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/**
 * An attribute, with references resolved.
 *
 * @param name  as written, prefix included
 * @param value normalised as XML demands: each literal blank character is a space
 * @param span  of name and value
 */
public record XmlAttribute(String name, String value, XmlSpan span) {
}
