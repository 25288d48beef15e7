// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.ByteSize;

/** How much memory the hypervisor needs for itself, and where it lies. */
public final class HypervisorRamAllocator {

	/** ACRN's HV_BASE_RAM_SIZE: image, stacks and tables that do not depend on VMs. */
	static final long BASE = 20L << 20;
	/** ACRN's VM_RAM_SIZE: page tables and state of one VM. */
	static final long PER_VM = 4L << 20;
	/** ACRN's TRUSTY_RAM_SIZE: a secure world. */
	static final long PER_SECURE_WORLD = 16L << 20;
	private static final long MAX_SIZE = 1L << 30;
	/** Below lie the boot loader's and the log's. */
	private static final long LOWEST = 4L << 20;
	private static final long HIGHEST = 2L << 30;
	private static final long ALIGNMENT = 2L << 20;
	private static final String OWNER = "hypervisor";
	private static final String ITEM = "RAM";

	private HypervisorRamAllocator() {
	}

	/**
	 * @param maxVms       MAX_VM_NUM, 1 or more
	 * @param secureWorlds VMs with secure_world_support
	 * @param ram          RAM of the board; empty when it is not known
	 * @param writtenStart HV_RAM_START, if the scenario gives one
	 */
	public static Allocation<HypervisorRam> allocate(int maxVms, int secureWorlds, List<AddressRange> ram, OptionalLong writtenStart) {
		AllocationLog log = new AllocationLog();
		long bytes = BASE + PER_VM * maxVms + PER_SECURE_WORLD * secureWorlds;
		ByteSize size = ByteSize.ofBytes(bytes);
		String sum = ByteSize.ofBytes(BASE) + " + " + maxVms + " VMs of " + ByteSize.ofBytes(PER_VM)
				+ (secureWorlds == 0 ? "" : " + " + secureWorlds + " secure worlds of " + ByteSize.ofBytes(PER_SECURE_WORLD));
		if (bytes > MAX_SIZE) {
			log.problem(OWNER, ITEM, sum + " are " + size + ", more than " + ByteSize.ofBytes(MAX_SIZE), "lower MAX_VM_NUM");
			return log.done(new HypervisorRam(size, Optional.empty()));
		}
		log.give(OWNER, "RAM size", size, sum);
		Optional<AddressRange> range = writtenStart.isPresent() ? written(writtenStart.getAsLong(), bytes, ram, log) : search(bytes, ram, log);
		return log.done(new HypervisorRam(size, range));
	}

	private static Optional<AddressRange> written(long start, long size, List<AddressRange> ram, AllocationLog log) {
		String text = "0x" + Long.toHexString(start);
		if (start % ALIGNMENT != 0) {
			log.problem(OWNER, ITEM, "the start " + text + " is not a multiple of 2 MiB", "write a multiple of 0x200000");
			return Optional.empty();
		}
		boolean possible = start >= 0 && start < Long.MAX_VALUE - size;
		Optional<AddressRange> range = possible ? Optional.of(AddressRange.ofSize(start, size)) : Optional.empty();
		if (range.isEmpty() || !ram.isEmpty() && ram.stream().noneMatch(part -> part.contains(range.get()))) {
			log.problem(OWNER, ITEM, "there is no RAM of that size at " + text, "write another start, or none");
			return Optional.empty();
		}
		log.give(OWNER, ITEM, range.get(), "start written in the scenario");
		return range;
	}

	private static Optional<AddressRange> search(long size, List<AddressRange> ram, AllocationLog log) {
		if (ram.isEmpty()) {
			log.give(OWNER, ITEM, "?", "the board's memory is not known, so the start is left to ACRN");
			return Optional.empty();
		}
		for (AddressRange part : ram.stream().sorted().filter(candidate -> candidate.first() >= 0 && candidate.first() < HIGHEST).toList()) {
			long start = (Math.max(part.first(), LOWEST) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
			AddressRange range = AddressRange.ofSize(start, size);
			if (part.contains(range) && range.last() < HIGHEST) {
				log.give(OWNER, ITEM, range, "first RAM of the board from 4 MiB on that is large enough, at a multiple of 2 MiB");
				return Optional.of(range);
			}
		}
		log.problem(OWNER, ITEM, "no RAM of the board below 2 GiB holds " + ByteSize.ofBytes(size), "lower MAX_VM_NUM");
		return Optional.empty();
	}
}
