// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Parses XML 1.0 without document type declarations.
 *
 * <p>Why not the platform's parser: it gives the end of a start tag as the element's place, none for attributes and text, and
 * loses CDATA and the place of comments between them. What cannot be declared cannot be expanded or fetched either, so the only
 * limits needed are size and depth. Names are taken as written; ACRN's files use no namespaces.
 */
final class XmlParser {

	/** ACRN's scenarios are 8 levels deep, its boards 20. */
	private static final int MAX_DEPTH = 200;
	/** Elements, attributes, comments, instructions and texts; boards of ACRN's samples have about 7,000. */
	private static final int MAX_PARTS = 500_000;

	private final XmlCursor cursor;
	private final Deque<XmlElement> open = new ArrayDeque<>();
	private int parts;

	XmlParser(String text) {
		cursor = new XmlCursor(text);
	}

	XmlDocument parse(String file, LineIndex lines) throws XmlSyntaxException {
		XmlDocument shell = new XmlDocument(new XmlElement(""));
		boolean declared = declaration();
		misc(shell.prolog());
		if (cursor.lookingAt("<!DOCTYPE")) {
			throw new XmlSyntaxException(XmlProblem.DOCTYPE, new XmlSpan(cursor.offset(), 9), "the file has a document type declaration");
		}
		if (!cursor.accept("<")) {
			throw cursor.error("expected the root element");
		}
		XmlElement root = rootElement();
		misc(shell.epilog());
		if (!cursor.atEnd()) {
			throw cursor.error("there is something after the root element's end");
		}
		XmlDocument document = new XmlDocument(root, file, lines);
		document.prolog().addAll(shell.prolog());
		document.epilog().addAll(shell.epilog());
		document.setDeclared(declared);
		return document;
	}

	/** The encoding it names has been used by who made the text. */
	private boolean declaration() throws XmlSyntaxException {
		if (!XmlDeclaration.startsWithOne(cursor)) {
			return false;
		}
		XmlDeclaration.check(cursor);
		return true;
	}

	private void misc(List<XmlNode> target) throws XmlSyntaxException {
		while (true) {
			cursor.skipSpace();
			count(new XmlSpan(cursor.offset(), 0));
			if (cursor.accept("<!--")) {
				target.add(comment());
			} else if (cursor.accept("<?")) {
				target.add(instruction());
			} else {
				return;
			}
		}
	}

	private XmlElement rootElement() throws XmlSyntaxException {
		XmlElement root = startTag();
		while (!open.isEmpty()) {
			content();
		}
		return root;
	}

	private void content() throws XmlSyntaxException {
		XmlElement parent = open.peek();
		if (cursor.atEnd()) {
			throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, parent.span(), parent + " is not closed: the file ends before </" + parent.name() + ">");
		}
		if (!cursor.lookingAt("</")) {
			count(new XmlSpan(cursor.offset(), 1));
		}
		if (cursor.accept("<!--")) {
			parent.content().add(comment());
		} else if (cursor.accept("<![CDATA[")) {
			int start = cursor.offset();
			parent.content().add(new XmlText(cursor.until("]]>", "the CDATA section"), true));
			parent.setTextSpan(new XmlSpan(start, cursor.offset() - start - 3));
		} else if (cursor.accept("<?")) {
			parent.content().add(instruction());
		} else if (cursor.accept("</")) {
			endTag(parent);
		} else if (cursor.accept("<")) {
			parent.content().add(startTag());
		} else {
			text(parent);
		}
	}

	private XmlElement startTag() throws XmlSyntaxException {
		int start = cursor.offset();
		XmlElement element = new XmlElement(cursor.name("an element"), cursor.spanFrom(start));
		if (open.size() == MAX_DEPTH) {
			throw new XmlSyntaxException(XmlProblem.TOO_LARGE, element.span(), "the elements are nested deeper than " + MAX_DEPTH + " levels");
		}
		while (true) {
			boolean space = cursor.skipSpace();
			if (cursor.accept("/>")) {
				return element;
			}
			if (cursor.accept(">")) {
				open.push(element);
				return element;
			}
			if (!space) {
				throw cursor.error("expected a blank, > or /> in the start tag of " + element);
			}
			attribute(element);
		}
	}

	private void count(XmlSpan place) throws XmlSyntaxException {
		if (++parts > MAX_PARTS) {
			throw new XmlSyntaxException(XmlProblem.TOO_LARGE, place, "the elements, attributes, texts and comments are more than " + MAX_PARTS);
		}
	}

	private void attribute(XmlElement element) throws XmlSyntaxException {
		int start = cursor.offset();
		count(new XmlSpan(start, 1));
		String name = cursor.name("an attribute, > or />");
		cursor.skipSpace();
		cursor.expect("=", "after the attribute " + name);
		cursor.skipSpace();
		char quote = cursor.peek();
		if (quote != '"' && quote != '\'') {
			throw cursor.error("expected the quoted value of " + name);
		}
		cursor.nextPoint();
		String value = attributeValue(quote, name, start);
		if (element.attribute(name).isPresent()) {
			throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, cursor.spanFrom(start), element + " has the attribute " + name + " twice");
		}
		element.addAttribute(new XmlAttribute(name, value, cursor.spanFrom(start)));
	}

	private String attributeValue(char quote, String name, int start) throws XmlSyntaxException {
		StringBuilder value = new StringBuilder();
		while (cursor.peek() != quote) {
			if (cursor.atEnd()) {
				throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, new XmlSpan(start, name.length()), "the value of " + name + " is not ended by " + quote);
			}
			if (cursor.peek() == '<') {
				throw cursor.error("in the value of " + name + " a < is written &lt;");
			}
			if (cursor.accept("&")) {
				value.appendCodePoint(cursor.reference());
			} else {
				int point = cursor.nextPoint();
				value.appendCodePoint(XmlCharacters.isSpace(point) ? ' ' : point);
			}
		}
		cursor.nextPoint();
		return value.toString();
	}

	private void endTag(XmlElement parent) throws XmlSyntaxException {
		int start = cursor.offset();
		String name = cursor.name("the element that ends here");
		if (!name.equals(parent.name())) {
			throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, cursor.spanFrom(start), "</" + name + "> does not close " + parent);
		}
		cursor.skipSpace();
		cursor.expect(">", "at the end of </" + name);
		open.pop();
	}

	private void text(XmlElement parent) throws XmlSyntaxException {
		StringBuilder text = new StringBuilder();
		int first = -1;
		int last = -1;
		while (!cursor.atEnd() && cursor.peek() != '<') {
			if (cursor.lookingAt("]]>")) {
				throw cursor.error("outside of a CDATA section ]]> is written ]]&gt;");
			}
			boolean blank = XmlCharacters.isSpace(cursor.peek());
			first = first < 0 && !blank ? cursor.offset() : first;
			text.appendCodePoint(cursor.accept("&") ? cursor.reference() : cursor.nextPoint());
			last = blank ? last : cursor.offset();
		}
		parent.content().add(new XmlText(text.toString(), false));
		if (first >= 0) {
			parent.setTextSpan(new XmlSpan(first, last - first));
		}
	}

	private XmlComment comment() throws XmlSyntaxException {
		String text = cursor.until("--", "the comment");
		cursor.expect(">", "after -- in a comment");
		return new XmlComment(text);
	}

	private XmlInstruction instruction() throws XmlSyntaxException {
		int start = cursor.offset();
		String target = cursor.name("a processing instruction");
		if (target.equalsIgnoreCase("xml")) {
			throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, cursor.spanFrom(start), "the XML declaration is only allowed at the very start of the file");
		}
		if (cursor.accept("?>")) {
			return new XmlInstruction(target, "");
		}
		if (!cursor.skipSpace()) {
			throw cursor.error("expected a blank after <?" + target);
		}
		return new XmlInstruction(target, cursor.until("?>", "the processing instruction"));
	}
}
