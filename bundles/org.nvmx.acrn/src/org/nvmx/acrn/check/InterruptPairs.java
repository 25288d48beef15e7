// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Interrupt lines that a VM owns, as ACRN writes them: pairs of a line of the host and one of the VM, such as {@code (9, 1) (10, 2)}.
 *
 * @param text as it is written
 */
record InterruptPairs(String text) {

	private static final Pattern PAIR = Pattern.compile("\\(\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*\\)[\\s,]*");
	/** A VM's virtual I/O APIC has so many lines. */
	private static final int LINES = 120;

	/**
	 * @param allowed whether the VM may have pairs at all
	 * @return what is wrong with them, in a few words
	 */
	Optional<String> problem(boolean allowed) {
		if (!allowed) {
			return Optional.of("only VM 0 can own interrupt lines");
		}
		Set<Integer> physical = new HashSet<>();
		Set<Integer> virtual = new HashSet<>();
		Matcher pair = PAIR.matcher(text);
		int end = 0;
		while (pair.find() && pair.start() == end) {
			int line = Integer.parseInt(pair.group(2));
			if (!physical.add(Integer.parseInt(pair.group(1)))) {
				return Optional.of("line " + pair.group(1) + " of the host is there twice");
			}
			if (!virtual.add(line)) {
				return Optional.of("line " + line + " of the VM is there twice");
			}
			if (line >= LINES) {
				return Optional.of("the VM has lines 0 to " + (LINES - 1) + ", not " + line);
			}
			end = pair.end();
		}
		return end < text.length() ? Optional.of("'" + text.substring(end).strip() + "' is no pair such as (9, 1)") : Optional.empty();
	}
}
