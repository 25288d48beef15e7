// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.bochs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from what Bochs leaves behind why it gave up. */
final class BochsLog {

	/** In the log: {@code 00095637526p[CPU0  ] >>PANIC<< exception(): 3rd (13) exception with no resolution}. */
	private static final Pattern PANIC = Pattern.compile("\\d+p\\[[^]]*] >>PANIC<< (.*)");
	/** In what it prints, for mistakes that it finds before there is a log: {@code [CTRL  ] bochsrc:5: …}. */
	private static final Pattern LAST_WORDS = Pattern.compile("\\[[^]]*] (.*)");
	private static final String BEFORE_LAST_WORDS = "Bochs is exiting with the following message:";
	/** Bochs calls a regular power-off a panic, too. */
	private static final String POWER_OFF = "Shutdown port: shutdown requested";

	private BochsLog() {
	}

	/**
	 * Looks for a complaint.
	 *
	 * @param log    the lines of Bochs' log
	 * @param output what it printed
	 * @return the complaint, or empty
	 */
	static String complaint(List<String> log, List<String> output) {
		Stream<String> panics = log.stream().map(PANIC::matcher).filter(Matcher::matches).map(panic -> panic.group(1));
		Stream<String> lastWords = output.stream().dropWhile(line -> !line.equals(BEFORE_LAST_WORDS)).skip(1).limit(1)
				.map(LAST_WORDS::matcher).filter(Matcher::matches).map(words -> words.group(1));
		return Stream.concat(panics, lastWords).findFirst().filter(words -> !words.equals(POWER_OFF)).orElse("");
	}
}
