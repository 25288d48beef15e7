// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code <?xml version="1.0" encoding="…" standalone="…"?>}. */
final class XmlDeclaration {

	private static final Pattern SYNTAX = Pattern.compile(
			"\\s+version\\s*=\\s*(\"1\\.[0-9]+\"|'1\\.[0-9]+')(\\s+encoding\\s*=\\s*(\"[A-Za-z][\\w.-]*\"|'[A-Za-z][\\w.-]*'))?"
					+ "(\\s+standalone\\s*=\\s*(\"(?:yes|no)\"|'(?:yes|no)'))?\\s*");
	private static final Pattern ENCODING = Pattern.compile("\\A<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][\\w.-]*)[\"']");

	private XmlDeclaration() {
	}

	static boolean startsWithOne(XmlCursor cursor) {
		return cursor.lookingAt("<?xml ") || cursor.lookingAt("<?xml\t") || cursor.lookingAt("<?xml\n") || cursor.lookingAt("<?xml\r");
	}

	static void check(XmlCursor cursor) throws XmlSyntaxException {
		int start = cursor.offset();
		cursor.accept("<?xml");
		if (!SYNTAX.matcher(cursor.until("?>", "the XML declaration")).matches()) {
			throw new XmlSyntaxException(XmlProblem.NOT_WELL_FORMED, cursor.spanFrom(start),
					"the XML declaration is not of the form <?xml version=\"1.0\" encoding=\"UTF-8\"?>");
		}
	}

	/** @param start the file's first characters, whose encoding only needs to have ASCII right */
	static Optional<String> encoding(String start) {
		Matcher matcher = ENCODING.matcher(start);
		return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
	}
}
