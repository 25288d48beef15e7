// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

/**
 * A virtual CPU.
 *
 * @param vm    the VM's name
 * @param index 0 or more
 */
public record Vcpu(String vm, int index) {

	@Override
	public String toString() {
		return vm + " vCPU " + index;
	}
}
