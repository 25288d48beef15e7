// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.diagnostic;

/** How bad a problem is; only {@link #ERROR} stops generation and makes a command exit with 1. */
public enum Severity {
	INFO, WARNING, ERROR
}
