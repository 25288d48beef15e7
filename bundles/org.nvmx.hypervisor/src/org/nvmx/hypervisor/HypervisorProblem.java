// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.ProblemTexts;
import org.nvmx.model.diagnostic.Severity;

/** What can go wrong when the hypervisor is built. What a person reads is in {@code hypervisor-problems.properties}, under the code. Codes 092x; never reused. */
public enum HypervisorProblem implements ProblemKind {
	/** The compiler or the preprocessor rejects a line. */
	COMPILE("NVMX0921"),
	/** The linker finds a name missing or defined twice, or no room. */
	LINK("NVMX0922"),
	/** A rule of the Makefile fails. */
	MAKE("NVMX0923"),
	/** The sources are not where they should be. */
	SOURCES("NVMX0924"),
	/** The output folder cannot be written. */
	OUTPUT("NVMX0925");

	private static final ProblemTexts TEXTS = new ProblemTexts(HypervisorProblem.class, "hypervisor-problems.properties");

	private final String code;

	HypervisorProblem(String code) {
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

	/** @return the problem at a place, with what to do about problems of this kind */
	public Diagnostic at(Location location, Severity severity, String message) {
		return new Diagnostic(code, severity, location, message(message), severity == Severity.INFO ? "" : remedy());
	}
}
