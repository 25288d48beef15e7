// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

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
	private final TreeSet<AddressRange> used;

	private BarAllocator(MmioSpace space) {
		this.space = space;
		this.used = new TreeSet<>(space.used());
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
				used.add(range.get());
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
		long start = align(window.first(), request.alignment());
		while (fits(start, window, request)) {
			AddressRange candidate = AddressRange.ofSize(start, request.size());
			Optional<AddressRange> obstacle = used.stream().filter(candidate::overlaps).findFirst();
			if (obstacle.isEmpty()) {
				return Optional.of(candidate);
			}
			start = align(obstacle.get().last() + 1, request.alignment());
		}
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
