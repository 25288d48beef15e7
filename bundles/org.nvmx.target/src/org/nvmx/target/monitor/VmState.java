// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * A VM.
 *
 * @param id    counts from 0
 * @param state as the shell's vm_list calls it
 * @param name  the scenario's
 */
public record VmState(int id, String state, String name) {

	static VmState of(Row row) {
		return new VmState(row.number(), row.text(), row.text());
	}
}
