// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/** The text is not XML that is read here. Never leaves the package: the reader makes a diagnostic of it. */
final class XmlSyntaxException extends Exception {

	private static final long serialVersionUID = 1L;

	private final XmlProblem problem;
	private final transient XmlSpan span;

	XmlSyntaxException(XmlProblem problem, XmlSpan span, String message) {
		super(message);
		this.problem = problem;
		this.span = span;
	}

	XmlProblem problem() {
		return problem;
	}

	XmlSpan span() {
		return span;
	}
}
