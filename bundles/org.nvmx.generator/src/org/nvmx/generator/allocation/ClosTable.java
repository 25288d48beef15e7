// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.List;
import java.util.Map;

/**
 * Classes of service and who is in them.
 *
 * @param classes in the order of their ids, from 0
 * @param ids     the class of each virtual CPU that has a policy
 */
public record ClosTable(List<ClosEntry> classes, Map<Vcpu, Integer> ids) {

	/**
	 * One class of service.
	 *
	 * @param id    0 or more; with CDP the hardware uses 2 id for data and 2 id + 1 for code
	 * @param masks for each cache, what the class may fill
	 * @param users virtual CPUs in the order of the scenario
	 */
	public record ClosEntry(int id, Map<CacheId, WayMask> masks, List<Vcpu> users) {
	}

	/**
	 * Ways of one cache.
	 *
	 * @param data mask for data, or for everything without CDP
	 * @param code mask for code, the same without CDP
	 */
	public record WayMask(int data, int code) {

		@Override
		public String toString() {
			return data == code ? "0x" + Integer.toHexString(data) : "data 0x" + Integer.toHexString(data) + " code 0x" + Integer.toHexString(code);
		}
	}
}
