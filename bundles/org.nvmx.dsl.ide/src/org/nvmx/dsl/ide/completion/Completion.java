// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

import java.util.List;

import org.nvmx.dsl.ide.edit.TextChange;

/**
 * A proposal at the cursor.
 *
 * @param label         what the list shows
 * @param description   a few words beside the label, or empty
 * @param documentation what the proposal means, Markdown, or empty
 * @param kind          what the proposal is
 * @param change        what replaces the text around the cursor; its text has no placeholders
 * @param stops         places in the changed text that the user fills in, in their order; empty if there are none
 */
public record Completion(String label, String description, String documentation, Kind kind, TextChange change, List<Stop> stops) {

	/** What is proposed. */
	public enum Kind {
		OPTION, VALUE, BLOCK, TEXT
	}

	/**
	 * A place to fill in.
	 *
	 * @param offset in the changed text, from the start of the document
	 * @param length of the text that stands there as an example
	 */
	public record Stop(int offset, int length) {
	}
}
