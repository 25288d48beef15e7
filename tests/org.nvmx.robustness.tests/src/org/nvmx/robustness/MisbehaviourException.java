// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

/** The product did what it must not do. */
final class MisbehaviourException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String kind;

	/**
	 * @param kind    equal for misbehaviour of the same cause
	 * @param message what happened
	 */
	MisbehaviourException(String kind, String message) {
		super(message);
		this.kind = kind;
	}

	MisbehaviourException(String job, Throwable cause) {
		super(job + ": " + cause, cause);
		StackTraceElement[] trace = cause.getStackTrace();
		this.kind = job + ": " + cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
	}

	String kind() {
		return kind;
	}
}
