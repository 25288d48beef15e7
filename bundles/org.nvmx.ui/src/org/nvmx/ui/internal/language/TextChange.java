// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

/**
 * A piece of text replaced by another.
 *
 * @param offset      UTF-16 units from the start of the text
 * @param length      UTF-16 units that go
 * @param replacement what comes instead
 */
public record TextChange(int offset, int length, String replacement) {

	/** @return the smallest single change that turns one text into the other, so that caret and undo stay close */
	public static TextChange between(String before, String after) {
		int shorter = Math.min(before.length(), after.length());
		int prefix = 0;
		while (prefix < shorter && before.charAt(prefix) == after.charAt(prefix)) {
			prefix++;
		}
		int suffix = 0;
		while (suffix < shorter - prefix
				&& before.charAt(before.length() - 1 - suffix) == after.charAt(after.length() - 1 - suffix)) {
			suffix++;
		}
		return new TextChange(prefix, before.length() - prefix - suffix, after.substring(prefix, after.length() - suffix));
	}
}
