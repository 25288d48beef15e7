// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * Why a virtual CPU's last VM entry that failed did.
 *
 * @param vm    the VM
 * @param vcpu  the virtual CPU
 * @param check the rule of the SDM that did not hold
 */
public record EntryFailure(int vm, int vcpu, String check) {

	static EntryFailure of(Row row) {
		return new EntryFailure(row.number(), row.number(), row.text());
	}
}
