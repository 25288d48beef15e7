// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.diagnostic;

/**
 * A place in a text file.
 *
 * @param file   the file as the user named it
 * @param line   1 for the first line, 0 when the problem is the file itself
 * @param column 1 for the first UTF-16 unit of the line, 0 when the line is 0
 * @param offset UTF-16 units from the start of the text
 * @param length UTF-16 units that the problem covers
 */
public record Location(String file, int line, int column, int offset, int length) {

	/** @return the location of a problem that is the file itself, such as one that is missing */
	public static Location ofFile(String file) {
		return new Location(file, 0, 0, 0, 0);
	}

	/** @return {@code file:line:column}, the form that compilers print, or the file alone */
	@Override
	public String toString() {
		return line == 0 ? file : file + ":" + line + ":" + column;
	}
}
