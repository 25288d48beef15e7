// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import java.util.HashMap;
import java.util.Map;

/** The options that a Linux {@code .config} sets; an option that is "not set" is absent. */
final class KernelConfiguration {

	private final Map<String, String> options = new HashMap<>();

	/** @param text any text; lines that set no option are passed over */
	KernelConfiguration(String text) {
		text.lines().map(String::strip).filter(line -> line.startsWith("CONFIG_")).forEach(line -> {
			int equals = line.indexOf('=');
			if (equals > 0) {
				options.put(line.substring(0, equals), line.substring(equals + 1));
			}
		});
	}

	boolean isBuiltIn(String option) {
		return "y".equals(options.get(option));
	}

	boolean isBuiltInOrModule(String option) {
		return isBuiltIn(option) || "m".equals(options.get(option));
	}
}
