// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

/**
 * Which ways of a cache a virtual CPU may fill (POLICY of CACHE_ALLOCATION).
 *
 * @param cache the cache
 * @param vm    the VM's name
 * @param vcpu  0 or more
 * @param type  what the mask is for
 * @param mask  one bit for each way
 */
public record CachePolicy(CacheId cache, String vm, int vcpu, Type type, int mask) {

	/** What is cached; code and data have masks of their own only with CDP. */
	public enum Type {
		UNIFIED, CODE, DATA
	}

	Vcpu owner() {
		return new Vcpu(vm, vcpu);
	}
}
