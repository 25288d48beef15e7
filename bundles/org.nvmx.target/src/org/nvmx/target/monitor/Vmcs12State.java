// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * A VMCS of L1 that the hypervisor holds in its cache: a nested guest.
 *
 * @param vm       the VM
 * @param vcpu     the virtual CPU
 * @param address  of L1's VMCS region, guest-physical
 * @param state    cached, current (L1's current VMCS) or running
 * @param launched whether its launch state is "launched"
 * @param vpid     as L1 set it
 * @param eptp     as L1 set it
 * @param entries  VM entries since it was cached
 * @param exits    VM exits given to L1 since then
 */
public record Vmcs12State(int vm, int vcpu, long address, String state, boolean launched, int vpid, long eptp, long entries, long exits) {

	static Vmcs12State of(Row row) {
		return new Vmcs12State(row.number(), row.number(), row.hex(), row.text(), row.text().equals("launched"), row.number(), row.hex(),
				row.count(), row.count());
	}
}
