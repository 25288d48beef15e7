// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

/** Names of boards as they come from scenarios. */
final class BoardName {

	private static final int MAX_SHOWN = 60;

	private BoardName() {
	}

	/** @return the name without control characters and not too long for a message */
	static String printable(String name) {
		String text = name.replaceAll("\\p{Cntrl}", "?");
		return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
	}
}
