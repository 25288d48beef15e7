// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * What the hypervisor's work at one kind of exit has cost: sums since the start.
 *
 * @param vm         the VM
 * @param vcpu       the virtual CPU
 * @param count      such exits
 * @param vmreads    VMREADs that the hypervisor executed for them
 * @param vmwrites   VMWRITEs
 * @param fromVmcs12 fields that it copied from a vmcs12
 * @param toVmcs12   fields that it copied to a vmcs12
 * @param name       the kind, as the shell's exits calls it
 */
public record Transition(int vm, int vcpu, long count, long vmreads, long vmwrites, long fromVmcs12, long toVmcs12, String name) {

	static Transition of(Row row) {
		return new Transition(row.number(), row.number(), row.count(), row.count(), row.count(), row.count(), row.count(), row.text());
	}
}
