// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.List;

/**
 * A memory BAR that needs an address in a VM.
 *
 * @param device the device's name
 * @param bar    0 to 5
 * @param size   in bytes, 1 to 2^62
 * @param width  32 or 64: how far the BAR can reach
 * @param align  in bytes, a power of two that the device asks for beyond that of its size
 */
public record BarRequest(String device, int bar, long size, int width, long align) {

	private static final long PAGE = 4096;
	/** The next power of two is no address any more. */
	private static final long LARGEST = 1L << 62;
	private static final long SHARED_MEMORY_ALIGNMENT = 2L << 20;

	/** @throws IllegalArgumentException if a part is out of its range */
	public BarRequest {
		if (bar < 0 || bar > 5 || size < 1 || size > LARGEST || width != 32 && width != 64 || Long.bitCount(align) != 1) {
			throw new IllegalArgumentException("there is no BAR " + bar + " of " + size + " bytes, " + width + " bits, aligned to " + align);
		}
	}

	/**
	 * An IVSHMEM device: registers, MSI-X table, and the memory itself.
	 *
	 * @param size of the shared memory in bytes, any number that a scenario may say: too much finds no place, and nothing asks for a page
	 */
	public static List<BarRequest> ofSharedMemory(String device, long size) {
		return List.of(new BarRequest(device, 0, PAGE, 32, PAGE), new BarRequest(device, 1, PAGE, 32, PAGE),
				new BarRequest(device, 2, size == 0 ? PAGE : Math.min(size, LARGEST), 64, SHARED_MEMORY_ALIGNMENT));
	}

	/** A PCI vUART (MCS9900): registers and MSI-X table. */
	public static List<BarRequest> ofVuart(String device) {
		return List.of(new BarRequest(device, 0, PAGE, 32, PAGE), new BarRequest(device, 1, PAGE, 32, PAGE));
	}

	/** A BAR starts at a multiple of its size, rounded up to a power of two (PCI 3.0, 6.2.5.1), and of a page. */
	long alignment() {
		long power = Long.highestOneBit(size);
		return Math.max(Math.max(power == size ? size : power << 1, align), PAGE);
	}

	String name() {
		return device + " BAR" + bar;
	}
}
