// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a guest said about itself on its console, in a line of its own: {@code nested-hello: PASS}. */
public enum Verdict {
	/** It said PASS, and never FAIL. */
	PASS,
	/** It said FAIL. */
	FAIL,
	/** It has not said anything. */
	NONE;

	/**
	 * Reads a console.
	 *
	 * @param guest      the guest's name, as it begins the line
	 * @param transcript the console; the last line counts only when it is complete
	 */
	public static Verdict of(String guest, String transcript) {
		Matcher lines = Pattern.compile("^" + Pattern.quote(guest) + ": (PASS|FAIL)\\b[^\\n]*\\n", Pattern.MULTILINE).matcher(transcript);
		Verdict verdict = NONE;
		while (lines.find()) {
			if (lines.group(1).equals("FAIL")) {
				return FAIL;
			}
			verdict = PASS;
		}
		return verdict;
	}
}
