// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.quantity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size in bytes that remembers the binary unit it was written in, so that a scenario is printed back as its author wrote it.
 *
 * @param count how many units, 0 or more
 * @param unit  the unit that was written
 */
public record ByteSize(long count, Unit unit) {

	/** IEC binary units; the constants' names are the symbols. */
	public enum Unit {
		B(0), KiB(10), MiB(20), GiB(30), TiB(40);

		private final int shift;

		Unit(int shift) {
			this.shift = shift;
		}
	}

	private static final Pattern SYNTAX = Pattern.compile("(\\d{1,18})\\s*([KMGT]i)?B");

	/** @throws IllegalArgumentException if the size does not fit into 63 bits */
	public ByteSize {
		if (count < 0 || count > (Long.MAX_VALUE >> unit.shift)) {
			throw new IllegalArgumentException(count + " " + unit + " does not fit into 63 bits");
		}
	}

	/**
	 * @param text digits and a unit, such as {@code 2 GiB} or {@code 512 MiB}
	 * @throws IllegalArgumentException if the text is not a size
	 */
	public static ByteSize valueOf(String text) {
		Matcher matcher = SYNTAX.matcher(text.strip());
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + text + "' is not a size: write digits and one of B, KiB, MiB, GiB, TiB");
		}
		String prefix = matcher.group(2) == null ? "" : matcher.group(2);
		return new ByteSize(Long.parseLong(matcher.group(1)), Unit.valueOf(prefix + "B"));
	}

	/**
	 * @return the size in the largest unit that divides it
	 * @throws IllegalArgumentException if it is negative
	 */
	public static ByteSize ofBytes(long bytes) {
		Unit[] units = Unit.values();
		int largest = units.length - 1;
		while (largest > 0 && (bytes == 0 || Long.numberOfTrailingZeros(bytes) < units[largest].shift)) {
			largest--;
		}
		return new ByteSize(bytes >> units[largest].shift, units[largest]);
	}

	/** @return the size in bytes */
	public long bytes() {
		return count << unit.shift;
	}

	@Override
	public String toString() {
		return count + " " + unit;
	}
}
