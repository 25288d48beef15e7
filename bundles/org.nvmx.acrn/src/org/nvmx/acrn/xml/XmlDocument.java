// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.ArrayList;
import java.util.List;

import org.nvmx.model.diagnostic.Location;

/** An XML document that knows where in which file everything stands. */
public final class XmlDocument {

	private final XmlElement root;
	private final String file;
	private final LineIndex lines;
	private final List<XmlNode> prolog = new ArrayList<>();
	private final List<XmlNode> epilog = new ArrayList<>();
	private boolean declared = true;

	/** A document that a program makes. */
	public XmlDocument(XmlElement root) {
		this(root, "", new LineIndex(""));
	}

	/**
	 * A document that a program made from a text of another kind.
	 *
	 * @param file   the text's file
	 * @param source the text that the elements' places are in
	 */
	public XmlDocument(XmlElement root, String file, String source) {
		this(root, file, new LineIndex(source));
	}

	XmlDocument(XmlElement root, String file, LineIndex lines) {
		this.root = root;
		this.file = file;
		this.lines = lines;
	}

	public XmlElement root() {
		return root;
	}

	/** @return the file's name as the user gave it, or empty */
	public String file() {
		return file;
	}

	/** @return comments and processing instructions before the root, which may be changed */
	public List<XmlNode> prolog() {
		return prolog;
	}

	/** @return comments and processing instructions after the root, which may be changed */
	public List<XmlNode> epilog() {
		return epilog;
	}

	/** @return whether the document starts with an XML declaration */
	public boolean isDeclared() {
		return declared;
	}

	void setDeclared(boolean declared) {
		this.declared = declared;
	}

	/** @return where the span is in the file, or the file alone for what was not read from it */
	public Location location(XmlSpan span) {
		return span.offset() < 0 ? Location.ofFile(file) : lines.location(file, span);
	}

	/** @return a copy with a copy of the root; locations are those of this document */
	public XmlDocument copy() {
		XmlDocument copy = new XmlDocument(root.copy(), file, lines);
		copy.prolog.addAll(prolog);
		copy.epilog.addAll(epilog);
		copy.declared = declared;
		return copy;
	}
}
