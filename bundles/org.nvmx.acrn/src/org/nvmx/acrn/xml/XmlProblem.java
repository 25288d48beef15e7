// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.ProblemTexts;
import org.nvmx.model.diagnostic.Severity;

/** Why a file is not read. What a person reads is in {@code xml-problems.properties}, under the code. Codes 060x; never reused. */
public enum XmlProblem implements ProblemKind {
	NOT_WELL_FORMED("NVMX0601"),
	DOCTYPE("NVMX0602"),
	TOO_LARGE("NVMX0603"),
	ENCODING("NVMX0604"),
	UNREADABLE("NVMX0605");

	private static final ProblemTexts TEXTS = new ProblemTexts(XmlProblem.class, "xml-problems.properties");

	private final String code;

	XmlProblem(String code) {
		this.code = code;
	}

	@Override
	public String code() {
		return code;
	}

	@Override
	public ProblemTexts texts() {
		return TEXTS;
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}
}
