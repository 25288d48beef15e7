// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.bochs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from what Bochs leaves behind why it gave up. */
final class BochsLog {

	/** {@code 00000000000p[ATA0  ] >>PANIC<< could not open the ISO}. */
	private static final Pattern PANIC = Pattern.compile("(?:\\d+p\\[[^]]*] )?>>PANIC<< (.*)");
	/** {@code 00012345678e[CPU0  ] CPU0: triple fault}: Bochs reports it as an error and stops. */
	private static final Pattern TRIPLE_FAULT = Pattern.compile("\\d+[ep]\\[CPU\\d+ *] (.*(?:3rd|triple) .*fault.*)", Pattern.CASE_INSENSITIVE);
	/** Its regular power-off is a panic in its own words. */
	private static final Pattern REGULAR = Pattern.compile(".*(?:Shutdown port|shutdown requested|User requested shutdown).*", Pattern.CASE_INSENSITIVE);

	private BochsLog() {
	}

	/**
	 * Looks for the first complaint.
	 *
	 * @param log    the lines of Bochs' log
	 * @param output what it printed: it complains there about its configuration
	 * @return the complaint, or empty
	 */
	static String complaint(List<String> log, List<String> output) {
		return Stream.concat(log.stream(), output.stream()).map(BochsLog::complaintIn).filter(words -> !words.isEmpty()).findFirst().orElse("");
	}

	private static String complaintIn(String line) {
		Matcher panic = PANIC.matcher(line);
		if (panic.matches()) {
			return REGULAR.matcher(panic.group(1)).matches() ? "" : panic.group(1);
		}
		Matcher fault = TRIPLE_FAULT.matcher(line);
		return fault.matches() ? fault.group(1) : "";
	}
}
