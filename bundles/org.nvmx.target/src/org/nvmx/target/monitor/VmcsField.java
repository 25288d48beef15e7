// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * A field of a VMCS.
 *
 * @param encoding SDM vol. 3D, appendix B
 * @param value    of its width, zero-extended
 * @param name     the SDM's
 */
public record VmcsField(int encoding, long value, String name) {

	static VmcsField of(Row row) {
		return new VmcsField((int) row.hex(), row.hex(), row.text());
	}
}
