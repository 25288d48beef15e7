// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Comparator;

/**
 * The name of a cache in policies.
 *
 * @param level 2 or 3
 * @param id    CACHE_ID, unique in its level
 */
public record CacheId(int level, int id) implements Comparable<CacheId> {

	private static final Comparator<CacheId> ORDER = Comparator.comparingInt(CacheId::level).thenComparingInt(CacheId::id);

	@Override
	public int compareTo(CacheId other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return "L" + level + " 0x" + Integer.toHexString(id);
	}
}
