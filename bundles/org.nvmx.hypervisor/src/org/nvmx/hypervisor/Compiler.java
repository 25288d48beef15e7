// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import java.util.Locale;

/** The C compilers that the hypervisor is built with. */
public enum Compiler {
	GCC, CLANG;

	/** @return the program's name */
	public String command() {
		return name().toLowerCase(Locale.ROOT);
	}
}
