// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.io.ByteArrayOutputStream;
import java.util.function.Predicate;

/** Makes a file smaller as long as it does what it did: first by large parts, then by smaller ones. */
final class Reduction {

	private static final int MOST_TRIALS = 600;

	private final Predicate<byte[]> isSame;
	private int trials;

	/** @param isSame whether a smaller file still does what the first one did */
	Reduction(Predicate<byte[]> isSame) {
		this.isSame = isSame;
	}

	byte[] of(byte[] content) {
		byte[] smallest = content;
		for (int part = Math.max(1, content.length / 2); part > 0 && trials < MOST_TRIALS; part /= 2) {
			for (int at = 0; at < smallest.length && trials < MOST_TRIALS;) {
				byte[] candidate = without(smallest, at, Math.min(smallest.length, at + part));
				trials++;
				if (isSame.test(candidate)) {
					smallest = candidate;
				} else {
					at += part;
				}
			}
		}
		return smallest;
	}

	private static byte[] without(byte[] content, int from, int to) {
		ByteArrayOutputStream rest = new ByteArrayOutputStream(content.length);
		rest.write(content, 0, from);
		rest.write(content, to, content.length - to);
		return rest.toByteArray();
	}
}
