// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

/** What can go wrong when the hypervisor is built. Codes 092x; never reused. */
public enum HypervisorProblem {
	/** The compiler or the preprocessor rejects a line. */
	COMPILE("NVMX0921", "correct the line"),
	/** The linker finds a name missing or defined twice, or no room. */
	LINK("NVMX0922", "define the name once, in a file that the Makefile builds"),
	/** A rule of the Makefile fails. */
	MAKE("NVMX0923", "read the lines above it in the build's output"),
	/** The sources are not where they should be. */
	SOURCES("NVMX0924", "choose a folder that holds the hypervisor's Makefile"),
	/** The output folder cannot be written. */
	OUTPUT("NVMX0925", "choose an output folder that you may write to");

	private final String code;
	private final String remedy;

	HypervisorProblem(String code, String remedy) {
		this.code = code;
		this.remedy = remedy;
	}

	/** @return the stable code */
	public String code() {
		return code;
	}

	/** @return the problem at a place, with what to do about problems of this kind */
	public Diagnostic at(Location location, Severity severity, String message) {
		return new Diagnostic(code, severity, location, message, severity == Severity.INFO ? "" : remedy);
	}
}
