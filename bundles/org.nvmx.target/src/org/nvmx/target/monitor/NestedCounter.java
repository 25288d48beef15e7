// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * How often something became of L1's VM entries or L2's VM exits.
 *
 * @param vm    the VM
 * @param vcpu  the virtual CPU
 * @param value since the start
 * @param name  as the shell's nested_list -v calls it
 */
public record NestedCounter(int vm, int vcpu, long value, String name) {

	static NestedCounter of(Row row) {
		return new NestedCounter(row.number(), row.number(), row.count(), row.text());
	}
}
