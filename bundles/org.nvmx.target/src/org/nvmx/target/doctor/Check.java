// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.doctor;

/**
 * One thing that this host has or lacks.
 *
 * @param name   what is looked for
 * @param status whether it is there
 * @param detail what was found or is missing, a sentence without a full stop
 * @param remedy what to do now, a sentence without a full stop; empty when all is well
 */
public record Check(String name, Status status, String detail, String remedy) {

	/** Whether a thing is there. */
	public enum Status {
		/** It is there. */
		OK,
		/** It is not there; only some jobs need it. */
		OPTIONAL_MISSING,
		/** It is not there, and the job cannot be done without it. */
		MISSING
	}

	/** @return it is there */
	public static Check ok(String name, String detail) {
		return new Check(name, Status.OK, detail, "");
	}

	/** @return it is not there, and needed */
	public static Check missing(String name, String detail, String remedy) {
		return new Check(name, Status.MISSING, detail, remedy);
	}

	/** @return the same, but good to have only */
	public Check asOptional() {
		return status == Status.MISSING ? new Check(name, Status.OPTIONAL_MISSING, detail, remedy) : this;
	}

	/** @return one sentence: what is the matter and what to do now */
	public String sentence() {
		return remedy.isEmpty() ? detail : detail + "; " + remedy;
	}
}
