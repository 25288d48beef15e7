// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.quantity;

import java.util.Comparator;

/**
 * A range of addresses or I/O ports that is never empty.
 *
 * @param first unsigned 64 bits
 * @param last  unsigned 64 bits, not below the first
 */
public record AddressRange(long first, long last) implements Comparable<AddressRange> {

	private static final Comparator<AddressRange> ORDER = ((Comparator<AddressRange>) (a, b) -> Long.compareUnsigned(a.first, b.first))
			.thenComparing((a, b) -> Long.compareUnsigned(a.last, b.last));

	/** @throws IllegalArgumentException if the last address is below the first, or if the range covers all 64 bits */
	public AddressRange {
		if (Long.compareUnsigned(last, first) < 0 || last - first == -1) {
			throw new IllegalArgumentException("the range from 0x" + Long.toHexString(first) + " to 0x" + Long.toHexString(last) + " has no size");
		}
	}

	/**
	 * @param size in bytes, at least 1
	 * @throws IllegalArgumentException if the range is empty or would end beyond 64 bits
	 */
	public static AddressRange ofSize(long first, long size) {
		return new AddressRange(first, first + size - 1);
	}

	/** @return in bytes, unsigned */
	public long size() {
		return last - first + 1;
	}

	public boolean contains(long address) {
		return Long.compareUnsigned(first, address) <= 0 && Long.compareUnsigned(address, last) <= 0;
	}

	public boolean contains(AddressRange other) {
		return contains(other.first) && contains(other.last);
	}

	public boolean overlaps(AddressRange other) {
		return Long.compareUnsigned(first, other.last) <= 0 && Long.compareUnsigned(other.first, last) <= 0;
	}

	@Override
	public int compareTo(AddressRange other) {
		return ORDER.compare(this, other);
	}

	/** @return {@code 0x1000-0x1fff} */
	@Override
	public String toString() {
		return "0x" + Long.toHexString(first) + "-0x" + Long.toHexString(last);
	}
}
