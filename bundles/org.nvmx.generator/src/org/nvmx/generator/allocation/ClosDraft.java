// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

import org.nvmx.generator.allocation.CachePolicy.Type;
import org.nvmx.generator.allocation.ClosTable.ClosEntry;
import org.nvmx.generator.allocation.ClosTable.WayMask;

/** A class of service while virtual CPUs are put into it. What no policy says is open, so another policy may still decide it. */
final class ClosDraft {

	/** A mask and what it is for. */
	private record Slot(CacheId cache, boolean code) implements Comparable<Slot> {

		@Override
		public int compareTo(Slot other) {
			int byCache = cache.compareTo(other.cache);
			return byCache != 0 ? byCache : Boolean.compare(code, other.code);
		}
	}

	private final Map<Slot, Integer> masks = new TreeMap<>();
	private final List<Vcpu> users = new ArrayList<>();

	ClosDraft(Vcpu user) {
		users.add(user);
	}

	/** @return the mask that is already there when it is another one */
	OptionalInt add(CachePolicy policy) {
		OptionalInt conflict = OptionalInt.empty();
		for (boolean code : new boolean[] {false, true}) {
			boolean concerned = policy.type() == Type.UNIFIED || policy.type() == (code ? Type.CODE : Type.DATA);
			Integer other = concerned ? masks.putIfAbsent(new Slot(policy.cache(), code), policy.mask()) : null;
			if (other != null && other != policy.mask()) {
				conflict = OptionalInt.of(other);
			}
		}
		return conflict;
	}

	/** @return whether the other one's users are in this class now */
	boolean join(ClosDraft other) {
		boolean differs = other.masks.entrySet().stream().anyMatch(mask -> !masks.getOrDefault(mask.getKey(), mask.getValue()).equals(mask.getValue()));
		if (differs) {
			return false;
		}
		other.masks.forEach(masks::putIfAbsent);
		users.addAll(other.users);
		return true;
	}

	List<Vcpu> users() {
		return users;
	}

	/** @param lengths caches of the board: what no policy limits may be filled whole */
	ClosEntry finish(int id, Map<CacheId, Integer> lengths) {
		Map<CacheId, WayMask> result = new TreeMap<>();
		lengths.forEach((cache, length) -> result.put(cache, mask(cache, length)));
		masks.keySet().forEach(slot -> result.computeIfAbsent(slot.cache, cache -> mask(cache, Integer.SIZE)));
		return new ClosEntry(id, result, List.copyOf(users));
	}

	private WayMask mask(CacheId cache, int length) {
		int whole = length >= Integer.SIZE ? -1 : (1 << length) - 1;
		return new WayMask(masks.getOrDefault(new Slot(cache, false), whole), masks.getOrDefault(new Slot(cache, true), whole));
	}
}
