// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.ByteSize;

/**
 * Gives the memory BARs of a VM's virtual devices, shared memory above all, addresses that nothing else has. BARs of 32 bits come first, as
 * they have less room, then larger ones before smaller ones, each at the lowest address that fits.
 */
public final class BarAllocator {

	private static final long END_OF_32_BITS = 1L << 32;

	private final MmioSpace space;
	private final AllocationLog log = new AllocationLog();
	/** Occupied ranges, disjoint: the last address by the first. */
	private final TreeMap<Long, Long> used = new TreeMap<>(Long::compareUnsigned);
	/** Where a search for the same room may go on: below it there was none. */
	private final Map<Room, Long> resume = new HashMap<>();

	/** What a search looks for. */
	private record Room(AddressRange window, long size, long alignment, int width) {
	}

	private BarAllocator(MmioSpace space) {
		this.space = space;
		space.used().stream().sorted().forEach(this::occupy);
	}

	/** Ranges of the board may overlap; they come in the order of their first addresses. */
	private void occupy(AddressRange range) {
		Map.Entry<Long, Long> before = used.floorEntry(range.first());
		if (before != null && Long.compareUnsigned(range.first(), before.getValue()) <= 0) {
			used.merge(before.getKey(), range.last(), (a, b) -> Long.compareUnsigned(a, b) > 0 ? a : b);
		} else {
			used.put(range.first(), range.last());
		}
	}

	/** @return the range of each BAR by device and number, such as {@code shm0 BAR2}; one that got none is missing */
	public static Allocation<Map<String, AddressRange>> allocate(MmioSpace space, List<BarRequest> requests) {
		return new BarAllocator(space).allocate(requests);
	}

	private Allocation<Map<String, AddressRange>> allocate(List<BarRequest> requests) {
		Map<String, AddressRange> given = new LinkedHashMap<>();
		List<BarRequest> order = requests.stream().sorted(Comparator.comparingInt(BarRequest::width)
				.thenComparing(Comparator.comparingLong(BarRequest::size).reversed())).toList();
		for (BarRequest request : order) {
			Optional<AddressRange> range = space.windows().stream().flatMap(window -> search(window, request).stream()).findFirst();
			if (range.isPresent()) {
				used.put(range.get().first(), range.get().last());
				given.put(request.name(), range.get());
				log.give(space.vm(), request.name(), range.get(), ByteSize.ofBytes(request.size()) + ", lowest free multiple of "
						+ ByteSize.ofBytes(request.alignment()) + " in the " + space.origin());
			} else {
				log.problem(space.vm(), request.name(), ByteSize.ofBytes(request.size()) + " do not fit into the " + space.origin()
						+ (request.width() == 32 ? " below 4 GiB" : ""), "make shared memory smaller, or take devices away");
			}
		}
		return log.done(given);
	}

	/** Goes from one occupied range to the next; each step leaves one behind. */
	private Optional<AddressRange> search(AddressRange window, BarRequest request) {
		Room room = new Room(window, request.size(), request.alignment(), request.width());
		long start = resume.getOrDefault(room, align(window.first(), request.alignment()));
		while (fits(start, window, request)) {
			AddressRange candidate = AddressRange.ofSize(start, request.size());
			Map.Entry<Long, Long> obstacle = used.floorEntry(candidate.last());
			if (obstacle == null || Long.compareUnsigned(obstacle.getValue(), start) < 0) {
				resume.put(room, start);
				return Optional.of(candidate);
			}
			start = align(obstacle.getValue() + 1, request.alignment());
		}
		resume.put(room, start);
		return Optional.empty();
	}

	/** All addresses here are below 2^63: windows above are not used, and a start that wrapped around is negative. */
	private static boolean fits(long start, AddressRange window, BarRequest request) {
		long end = start + request.size();
		return start >= window.first() && start >= 0 && end > start && Long.compareUnsigned(end - 1, window.last()) <= 0
				&& (request.width() == 64 || end <= END_OF_32_BITS);
	}

	private static long align(long address, long alignment) {
		return (address + alignment - 1) & -alignment;
	}
}
