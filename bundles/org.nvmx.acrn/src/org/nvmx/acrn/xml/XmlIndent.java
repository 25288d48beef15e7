// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.ArrayList;
import java.util.List;

/** Puts each child of an element that a program made on its own line, two spaces per level. */
public final class XmlIndent {

	private XmlIndent() {
	}

	/** Changes the element: blank text between child elements is replaced, other text stays. */
	public static void indent(XmlElement element) {
		indent(element, 0);
	}

	private static void indent(XmlElement element, int level) {
		List<XmlNode> nodes = element.content();
		if (nodes.stream().allMatch(XmlText.class::isInstance)) {
			return;
		}
		nodes.removeIf(node -> node instanceof XmlText text && text.text().isBlank());
		List<XmlNode> result = new ArrayList<>();
		for (XmlNode node : nodes) {
			result.add(new XmlText("\n" + "  ".repeat(level + 1), false));
			result.add(node);
			if (node instanceof XmlElement child) {
				indent(child, level + 1);
			}
		}
		result.add(new XmlText("\n" + "  ".repeat(level), false));
		nodes.clear();
		nodes.addAll(result);
	}
}
