// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element: its name as written, its attributes and its content, all in their order. */
public final class XmlElement implements XmlNode {

	private final String name;
	private final XmlSpan span;
	/** Most elements have none. */
	private Map<String, XmlAttribute> attributes = Map.of();
	private final List<XmlNode> content = new ArrayList<>();
	private XmlSpan textSpan = XmlSpan.NONE;

	/** An element that a program makes. */
	public XmlElement(String name) {
		this(name, XmlSpan.NONE);
	}

	/** An element that stands for something in a text, which need not be XML: problems with it are reported there. */
	public XmlElement(String name, XmlSpan span) {
		this.name = name;
		this.span = span;
	}

	public String name() {
		return name;
	}

	/** @return where its name stands in the start tag */
	public XmlSpan span() {
		return span;
	}

	/** @return where the first text that is not blank stands, or the name when there is none */
	public XmlSpan textSpan() {
		return textSpan.offset() < 0 ? span : textSpan;
	}

	/** Says where the text stands, or what it was made from. */
	public void setTextSpan(XmlSpan newSpan) {
		if (textSpan.offset() < 0) {
			textSpan = newSpan;
		}
	}

	/** @return the content, which may be changed */
	public List<XmlNode> content() {
		return content;
	}

	/** @return the attributes in their order */
	public List<XmlAttribute> attributes() {
		return List.copyOf(attributes.values());
	}

	public Optional<String> attribute(String attributeName) {
		return Optional.ofNullable(attributes.get(attributeName)).map(XmlAttribute::value);
	}

	/** Sets an attribute at its place, or at the end when it is new. */
	public XmlElement setAttribute(String attributeName, String value) {
		return addAttribute(new XmlAttribute(attributeName, value, XmlSpan.NONE));
	}

	XmlElement addAttribute(XmlAttribute attribute) {
		if (attributes.isEmpty()) {
			attributes = new LinkedHashMap<>();
		}
		attributes.put(attribute.name(), attribute);
		return this;
	}

	/** @return the child elements, as they are now */
	public List<XmlElement> children() {
		List<XmlElement> children = new ArrayList<>(content.size());
		for (XmlNode node : content) {
			if (node instanceof XmlElement child) {
				children.add(child);
			}
		}
		return children;
	}

	/** @return the child elements of that name */
	public List<XmlElement> children(String childName) {
		List<XmlElement> children = new ArrayList<>();
		for (XmlNode node : content) {
			if (node instanceof XmlElement child && child.name.equals(childName)) {
				children.add(child);
			}
		}
		return children;
	}

	/** @return the first child element of that name */
	public Optional<XmlElement> child(String childName) {
		for (XmlNode node : content) {
			if (node instanceof XmlElement child && child.name.equals(childName)) {
				return Optional.of(child);
			}
		}
		return Optional.empty();
	}

	/** @return the elements that a path of names leads to, each name a step to the children */
	public List<XmlElement> descendants(String path) {
		List<XmlElement> found = new ArrayList<>();
		collect(path.split("/"), 0, found);
		return found;
	}

	private void collect(String[] path, int step, List<XmlElement> found) {
		if (step == path.length) {
			found.add(this);
			return;
		}
		for (XmlNode node : content) {
			if (node instanceof XmlElement child && child.name.equals(path[step])) {
				child.collect(path, step + 1, found);
			}
		}
	}

	/** @return the first of the elements that a path of names leads to */
	public Optional<XmlElement> descendant(String path) {
		return Optional.ofNullable(path.indexOf('/') < 0 ? child(path).orElse(null) : first(path.split("/"), 0));
	}

	private XmlElement first(String[] path, int step) {
		if (step == path.length) {
			return this;
		}
		for (XmlNode node : content) {
			if (node instanceof XmlElement child && child.name.equals(path[step])) {
				XmlElement found = child.first(path, step + 1);
				if (found != null) {
					return found;
				}
			}
		}
		return null;
	}

	/** @return the stripped text of the first element that a path leads to */
	public Optional<String> value(String path) {
		return descendant(path).map(XmlElement::text);
	}

	/** @return the element's own text, without that of children, stripped */
	public String text() {
		return rawText().strip();
	}

	/** @return the element's own text with the blanks around it */
	public String rawText() {
		if (content.size() == 1 && content.get(0) instanceof XmlText only) {
			return only.text();
		}
		StringBuilder text = new StringBuilder();
		content.forEach(node -> {
			if (node instanceof XmlText part) {
				text.append(part.text());
			}
		});
		return text.toString();
	}

	/** Replaces the text and keeps child elements and comments. */
	public XmlElement setText(String text) {
		content.removeIf(XmlText.class::isInstance);
		if (!text.isEmpty()) {
			content.add(0, new XmlText(text, false));
		}
		return this;
	}

	/** @return the new child, at the end; what has no place of its own stands where its parent does */
	public XmlElement add(String childName) {
		return add(childName, span);
	}

	/** @return the new child, at the end */
	public XmlElement add(String childName, XmlSpan childSpan) {
		XmlElement child = new XmlElement(childName, childSpan);
		content.add(child);
		return child;
	}

	/** Adds a child with a text, at the end. */
	public XmlElement add(String childName, String text) {
		add(childName).setText(text);
		return this;
	}

	/** Puts nodes in the place of a child; no nodes remove it. */
	public void replace(XmlNode child, XmlNode... nodes) {
		for (int i = 0; i < content.size(); i++) {
			if (content.get(i) == child) {
				content.remove(i);
				content.addAll(i, List.of(nodes));
				return;
			}
		}
	}

	/** @return an element of another name with the same attributes, content and place in the text */
	public XmlElement renamed(String newName) {
		XmlElement renamed = new XmlElement(newName, span);
		renamed.textSpan = textSpan;
		attributes().forEach(renamed::addAttribute);
		renamed.content.addAll(content);
		return renamed;
	}

	@Override
	public XmlElement copy() {
		XmlElement copy = new XmlElement(name, span);
		copy.textSpan = textSpan;
		attributes().forEach(copy::addAttribute);
		content.forEach(node -> copy.content.add(node.copy()));
		return copy;
	}

	@Override
	public String toString() {
		return "<" + name + ">";
	}
}
