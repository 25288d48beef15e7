// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.Comparator;

/** A text that two documents share when they say the same: blanks around text and the order of attributes aside, comments included. */
public final class CanonicalXml {

	private CanonicalXml() {
	}

	/** @return a line for each tag, text and comment */
	public static String of(XmlDocument document) {
		StringBuilder out = new StringBuilder();
		document.prolog().forEach(node -> write(node, 0, out));
		write(document.root(), 0, out);
		document.epilog().forEach(node -> write(node, 0, out));
		return out.toString();
	}

	private static void write(XmlNode node, int level, StringBuilder out) {
		switch (node) {
		case XmlElement element -> write(element, level, out);
		case XmlComment comment -> line("comment " + collapse(comment.text()), level, out);
		case XmlInstruction instruction -> line("instruction " + instruction.target() + " " + collapse(instruction.data()), level, out);
		case XmlText text -> {
			if (!text.text().isBlank()) {
				line("text " + collapse(text.text()), level, out);
			}
		}
		}
	}

	private static void write(XmlElement element, int level, StringBuilder out) {
		line("element " + element.name(), level, out);
		element.attributes().stream().sorted(Comparator.comparing(XmlAttribute::name))
				.forEach(attribute -> line("attribute " + attribute.name() + " " + attribute.value(), level + 1, out));
		element.content().forEach(child -> write(child, level + 1, out));
	}

	private static void line(String text, int level, StringBuilder out) {
		out.append("\t".repeat(level)).append(text).append('\n');
	}

	private static String collapse(String text) {
		return text.strip().replaceAll("\\s+", " ");
	}
}
