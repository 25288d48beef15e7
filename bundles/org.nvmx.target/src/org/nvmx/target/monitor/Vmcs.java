// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/** The VMCSs of nested virtualization. */
public enum Vmcs {
	/** Runs L1. */
	VMCS01("01"),
	/** What L1 wrote for L2; L1's current one is meant. */
	VMCS12("12"),
	/** Runs L2; that of the current vmcs12 is meant. */
	VMCS02("02");

	private final String argument;

	Vmcs(String argument) {
		this.argument = argument;
	}

	String argument() {
		return argument;
	}
}
