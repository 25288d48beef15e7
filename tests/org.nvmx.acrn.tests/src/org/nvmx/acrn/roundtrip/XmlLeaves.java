// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;

/** What a document says, one thing at a time: the text of each element that has no children, and each attribute. */
final class XmlLeaves {

	/**
	 * One of them.
	 *
	 * @param path    names from below the root, with the ids of those that have one; an attribute's starts with {@code @}
	 * @param plain   the same without ids, as the catalogue of options has it
	 * @param text    blanks collapsed, hexadecimal numbers without leading zeros
	 * @param element that it is of
	 * @param parents from the root on
	 */
	record Leaf(String path, String plain, String text, XmlElement element, List<XmlElement> parents) {

		/** @return the same place and text, which two documents may share */
		String statement() {
			return path + " = " + text;
		}
	}

	private static final String WITH_ID = "vm|.*_vuart|uos";

	private XmlLeaves() {
	}

	/** @return all of them, in the document's order */
	static List<Leaf> of(XmlDocument document) {
		List<Leaf> leaves = new ArrayList<>();
		document.root().attributes().forEach(attribute -> leaves.add(new Leaf("@" + attribute.name(), "@" + attribute.name(), attribute.value(), document.root(), List.of(document.root()))));
		document.root().children().forEach(child -> add(child, "", "", List.of(document.root()), leaves));
		return leaves;
	}

	private static void add(XmlElement element, String path, String plain, List<XmlElement> parents, List<Leaf> leaves) {
		String id = element.attribute("id").filter(number -> element.name().matches(WITH_ID)).map(number -> "[" + number + "]").orElse("");
		String here = path + element.name() + id;
		if (element.children().isEmpty()) {
			leaves.add(new Leaf(here, plain + element.name(), normal(element.text()), element, parents));
			return;
		}
		List<XmlElement> line = new ArrayList<>(parents);
		line.add(element);
		element.children().forEach(child -> add(child, here + "/", plain + element.name() + "/", line, leaves));
	}

	static String normal(String text) {
		String collapsed = text.equals("0") ? "0x0" : text.replaceAll("\\s+", " ");
		return collapsed.matches("0[xX][0-9a-fA-F]+") ? collapsed.toLowerCase(Locale.ROOT).replaceFirst("0x0*(?=.)", "0x") : collapsed;
	}
}
