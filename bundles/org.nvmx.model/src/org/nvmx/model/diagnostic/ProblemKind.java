// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.diagnostic;

/** A kind of problem that diagnostics tell of: its stable code, and what a person reads about it, in diagnostics and on its help page. */
public interface ProblemKind {

	/** @return the code that never changes, such as {@code NVMX0101}; also the name of the help page */
	String code();

	/** @return the severity that its diagnostics have, unless their place demands another one */
	Severity severity();

	/** @return what people read about it, under its code */
	ProblemTexts texts();

	/** @return its name in a few words, the heading of its help page; empty if another kind with this code has it */
	default String title() {
		return texts().get(code(), "title");
	}

	/** @return why it is a problem, for a newcomer, a few sentences; empty if another kind with this code has it */
	default String explanation() {
		return texts().get(code(), "why");
	}

	/** @return what happened, a sentence without a full stop, with the arguments filled in */
	default String message(Object... arguments) {
		return texts().get(code(), "message", arguments);
	}

	/** @return what to do now, a sentence without a full stop, with the arguments filled in; empty if there is nothing to do */
	default String remedy(Object... arguments) {
		return texts().get(code(), "remedy", arguments);
	}
}
