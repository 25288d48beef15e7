// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/**
 * Writes a document as it was read: text, comments, instructions and blank lines at their place. Attribute quotes and the
 * blanks inside tags are the only things that may look different.
 */
public final class XmlWriter {

	/** @return the document's text, to be written as UTF-8 */
	public String write(XmlDocument document) {
		StringBuilder out = new StringBuilder();
		if (document.isDeclared()) {
			out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
		}
		document.prolog().forEach(node -> {
			write(node, out);
			out.append('\n');
		});
		write(document.root(), out);
		document.epilog().forEach(node -> {
			out.append('\n');
			write(node, out);
		});
		return out.append('\n').toString();
	}

	private static void write(XmlNode node, StringBuilder out) {
		switch (node) {
		case XmlElement element -> write(element, out);
		case XmlText text when text.cdata() -> out.append("<![CDATA[").append(text.text().replace("]]>", "]]]]><![CDATA[>")).append("]]>");
		case XmlText text -> escape(text.text(), false, out);
		case XmlComment comment -> out.append("<!--").append(comment.text()).append("-->");
		case XmlInstruction instruction -> {
			String blank = instruction.data().isEmpty() ? "" : " ";
			out.append("<?").append(instruction.target()).append(blank).append(instruction.data()).append("?>");
		}
		}
	}

	private static void write(XmlElement element, StringBuilder out) {
		out.append('<').append(element.name());
		for (XmlAttribute attribute : element.attributes()) {
			out.append(' ').append(attribute.name()).append("=\"");
			escape(attribute.value(), true, out);
			out.append('"');
		}
		if (element.content().isEmpty()) {
			out.append("/>");
			return;
		}
		out.append('>');
		element.content().forEach(node -> write(node, out));
		out.append("</").append(element.name()).append('>');
	}

	/** Blanks that a reader would turn into spaces are written as references, so that they come back. */
	private static void escape(String text, boolean attribute, StringBuilder out) {
		for (int i = 0; i < text.length(); i++) {
			char unit = text.charAt(i);
			switch (unit) {
			case '&' -> out.append("&amp;");
			case '<' -> out.append("&lt;");
			case '>' -> out.append(i > 1 && text.startsWith("]]", i - 2) ? "&gt;" : ">");
			case '"' -> out.append(attribute ? "&quot;" : "\"");
			case '\r' -> out.append("&#13;");
			case '\n', '\t' -> out.append(attribute ? "&#" + (int) unit + ";" : unit);
			default -> out.append(unit);
			}
		}
	}
}
