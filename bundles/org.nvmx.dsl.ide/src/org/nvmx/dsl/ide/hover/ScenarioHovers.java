// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.hover;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EModelElement;
import org.eclipse.emf.ecore.ENamedElement;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.parser.IParseResult;
import org.nvmx.dsl.documentation.ModelDocumentation;
import org.nvmx.dsl.documentation.ModelDocumentation.Detail;

/** Explains the word under the mouse: what it is, how ACRN calls it, its default and its values. */
public final class ScenarioHovers {

	/** @return the explanation of the word at the offset, if it has one */
	public Optional<Hover> at(IParseResult parsed, int offset) {
		ILeafNode leaf = NodeModelUtils.findLeafNodeAtOffset(parsed.getRootNode(), offset);
		if (leaf == null || leaf.isHidden()) {
			return Optional.empty();
		}
		List<EModelElement> elements = ElementAtOffset.of(leaf);
		StringBuilder markdown = new StringBuilder();
		elements.forEach(element -> append(element, leaf.getText(), elements.size() > 1, markdown));
		return markdown.isEmpty() ? Optional.empty() : Optional.of(new Hover(leaf.getOffset(), leaf.getLength(), markdown.toString()));
	}

	private static void append(EModelElement element, String word, boolean several, StringBuilder markdown) {
		String text = ModelDocumentation.text(element);
		if (text.isEmpty()) {
			return;
		}
		boolean literal = several && markdown.isEmpty();
		markdown.append(markdown.isEmpty() ? "" : "\n\n").append("**").append(literal ? word : title(element)).append("**: ").append(text);
		for (Detail detail : Detail.values()) {
			ModelDocumentation.detail(element, detail).filter(value -> !"none".equals(value) || detail == Detail.DEFAULT)
					.ifPresent(value -> markdown.append("\n\n").append(detail.label()).append(": ").append(value));
		}
	}

	/** @return a feature's or class's name as words: "guest flags" */
	private static String title(EModelElement element) {
		String name = ((ENamedElement) element).getName();
		String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
		return element instanceof EClass ? words : words.toLowerCase(Locale.ROOT);
	}
}
