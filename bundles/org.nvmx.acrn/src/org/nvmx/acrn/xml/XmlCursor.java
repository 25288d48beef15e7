// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/** A position in the text, and the tokens that every construct is made of. */
final class XmlCursor {

	private final String text;
	private int offset;

	XmlCursor(String text) {
		this.text = text;
	}

	int offset() {
		return offset;
	}

	boolean atEnd() {
		return offset >= text.length();
	}

	/** @return the next UTF-16 unit, or NUL at the end: NUL is in no XML document */
	char peek() {
		return atEnd() ? 0 : text.charAt(offset);
	}

	boolean lookingAt(String token) {
		return text.startsWith(token, offset);
	}

	/** Steps over the token when it is next. */
	boolean accept(String token) {
		if (!lookingAt(token)) {
			return false;
		}
		offset += token.length();
		return true;
	}

	void expect(String token, String where) throws XmlSyntaxException {
		if (!accept(token)) {
			throw error("expected " + token + " " + where);
		}
	}

	/** @return whether there was any blank character */
	boolean skipSpace() {
		int start = offset;
		while (XmlCharacters.isSpace(peek())) {
			offset++;
		}
		return offset > start;
	}

	String name(String what) throws XmlSyntaxException {
		int start = offset;
		if (atEnd() || !XmlCharacters.isNameStart(text.codePointAt(offset))) {
			throw error("expected the name of " + what);
		}
		while (!atEnd() && XmlCharacters.isName(text.codePointAt(offset))) {
			offset += Character.charCount(text.codePointAt(offset));
		}
		return text.substring(start, offset);
	}

	/** @return what stands before the token, line ends as LF; the token is stepped over */
	String until(String token, String what) throws XmlSyntaxException {
		int start = offset;
		int end = text.indexOf(token, offset);
		if (end < 0) {
			throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, new XmlSpan(start, 0), what + " is not ended by " + token);
		}
		while (offset < end) {
			nextPoint();
		}
		offset = end + token.length();
		return text.substring(start, end).replace("\r\n", "\n").replace('\r', '\n');
	}

	/** @return the next code point, CR LF and CR as LF */
	int nextPoint() throws XmlSyntaxException {
		int point = text.codePointAt(offset);
		if (!XmlCharacters.isChar(point)) {
			throw error(String.format("the character U+%04X is not allowed in XML", point));
		}
		offset += Character.charCount(point);
		if (point == '\r') {
			accept("\n");
			return '\n';
		}
		return point;
	}

	/** @return what a reference stands for; the cursor is behind the ampersand */
	int reference() throws XmlSyntaxException {
		int start = offset - 1;
		int end = text.indexOf(';', offset);
		if (end < 0 || end - offset > 12) {
			throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, new XmlSpan(start, 1), "an ampersand is written &amp;");
		}
		String name = text.substring(offset, end);
		int point = switch (name) {
		case "amp" -> '&';
		case "lt" -> '<';
		case "gt" -> '>';
		case "quot" -> '"';
		case "apos" -> '\'';
		default -> number(name);
		};
		if (point < 0 || !XmlCharacters.isChar(point)) {
			throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, new XmlSpan(start, end + 1 - start), "&" + name + "; is not a character or one of XML's five entities");
		}
		offset = end + 1;
		return point;
	}

	private static int number(String name) {
		String digits = name.startsWith("#x") ? name.substring(2) : name.startsWith("#") ? name.substring(1) : "";
		String allowed = name.startsWith("#x") ? "[0-9A-Fa-f]{1,9}" : "[0-9]{1,9}";
		return digits.matches(allowed) ? (int) Math.min(Long.parseLong(digits, name.startsWith("#x") ? 16 : 10), Integer.MAX_VALUE) : -1;
	}

	XmlSpan spanFrom(int start) {
		return new XmlSpan(start, offset - start);
	}

	XmlSyntaxException error(String message) {
		return new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, new XmlSpan(offset, atEnd() ? 0 : 1), message);
	}
}
