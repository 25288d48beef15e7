// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/** The monitor link gave no answer, or one that is of no use; the message says which. */
public final class MonitorException extends Exception {

	private static final long serialVersionUID = 1L;

	MonitorException(String message) {
		super(message);
	}
}
