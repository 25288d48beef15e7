// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Predicate;

/** A text that fails, made smaller. */
final class Reduced {

	private Reduced() {
	}

	/** @param fails whether a smaller text fails as well */
	static String text(String text, Predicate<String> fails) {
		return new String(new Reduction(bytes -> fails.test(new String(bytes, UTF_8))).of(text.getBytes(UTF_8)), UTF_8);
	}
}
