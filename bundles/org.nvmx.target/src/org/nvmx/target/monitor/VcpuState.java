// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * A virtual CPU.
 *
 * @param vm    its VM
 * @param id    counts from 0 in the VM
 * @param pcpu  where it runs
 * @param state as the shell's vcpu_list calls it
 * @param level L1, or L2 while a nested guest runs on it
 */
public record VcpuState(int vm, int id, int pcpu, String state, String level) {

	static VcpuState of(Row row) {
		return new VcpuState(row.number(), row.number(), row.number(), row.text(), row.text());
	}
}
