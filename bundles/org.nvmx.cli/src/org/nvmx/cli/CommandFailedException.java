// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

/** A command cannot do its job, for a reason that the user can understand. */
final class CommandFailedException extends Exception {

	private static final long serialVersionUID = 1L;

	/** @param message what happened and what to do now */
	CommandFailedException(String message) {
		super(message);
	}
}
