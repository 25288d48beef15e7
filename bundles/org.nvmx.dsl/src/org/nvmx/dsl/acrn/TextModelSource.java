// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.acrn;

import java.util.List;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.diagnostic.Location;

/**
 * Where the language read a model, for problems of what is exported from it.
 *
 * @param source the text of the model's file
 */
public record TextModelSource(SourceText source) implements ModelSource {

	@Override
	public String file() {
		return source.file();
	}

	@Override
	public String text() {
		return source.text();
	}

	/** A block of many lines is marked at its first one. */
	private int firstLine(INode node) {
		String text = source.text();
		int end = node.getOffset();
		while (end < node.getEndOffset() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
			end++;
		}
		while (end > node.getOffset() && Character.isWhitespace(text.charAt(end - 1))) {
			end--;
		}
		return end - node.getOffset();
	}

	/** @return the place of {@link #span}, or the file alone for what was not read from a text */
	public Location location(EObject object, EStructuralFeature feature) {
		XmlSpan span = span(object, feature);
		return span.offset() < 0 ? Location.ofFile(file()) : source.location(span.offset(), span.length());
	}

	@Override
	public XmlSpan span(EObject object, EStructuralFeature feature, int index) {
		List<INode> nodes = feature == null ? List.of() : NodeModelUtils.findNodesForFeature(object, feature);
		INode node = index < nodes.size() ? nodes.get(index) : NodeModelUtils.findActualNodeFor(object);
		return node == null ? XmlSpan.NONE : new XmlSpan(node.getOffset(), firstLine(node));
	}
}
