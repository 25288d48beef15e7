// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * VM exits of one basic exit reason (SDM vol. 3D, appendix C) since the start.
 *
 * @param vm        the VM
 * @param vcpu      the virtual CPU
 * @param reason    the basic exit reason
 * @param fromL1    while L1 ran
 * @param fromL2    while L2 ran, whoever handled it
 * @param givenToL1 of those, handled by L1
 * @param name      the reason's name
 */
public record ExitCount(int vm, int vcpu, int reason, long fromL1, long fromL2, long givenToL1, String name) {

	static ExitCount of(Row row) {
		return new ExitCount(row.number(), row.number(), row.number(), row.count(), row.count(), row.count(), row.text());
	}
}
