// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.util.List;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.target.doctor.Check;

/** A run that cannot go on. */
public final class RunRefusedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient List<Diagnostic> problems;
	private final transient List<Check> missing;

	private RunRefusedException(String message, List<Diagnostic> problems, List<Check> missing) {
		super(message);
		this.problems = List.copyOf(problems);
		this.missing = List.copyOf(missing);
	}

	/** The input has problems; they are all told. */
	static RunRefusedException becauseOf(List<Diagnostic> problems) {
		return new RunRefusedException(problems.size() == 1 ? problems.get(0).toString() : problems.size() + " problems", problems, List.of());
	}

	/** The host lacks something. */
	static RunRefusedException forLackOf(List<Check> missing) {
		return new RunRefusedException(missing.get(0).sentence(), List.of(), missing);
	}

	/** @return errors and warnings; empty if the host lacks something */
	public List<Diagnostic> problems() {
		return problems;
	}

	/** @return what the host lacks; empty if the input has problems */
	public List<Check> missing() {
		return missing;
	}
}
