// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator;

import java.util.regex.Pattern;

/**
 * A generated file.
 *
 * @param path       relative to the generated folder, segments separated by {@code /}
 * @param text       the whole content, lines ended by {@code \n}; written as UTF-8
 * @param executable whether the file may be run
 */
public record Artifact(String path, String text, boolean executable) {

	/** A segment is a plain file name: no separator of any system, no control character, and not {@code .} or {@code ..}. */
	private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]+");

	/** @throws IllegalArgumentException if the path could leave the generated folder */
	public Artifact {
		if (!isInsideFolder(path)) {
			throw new IllegalArgumentException("'" + path + "' is not a path inside the generated folder");
		}
	}

	/** @return whether the path is relative and stays below the folder it is resolved against */
	static boolean isInsideFolder(String path) {
		for (String segment : path.split("/", -1)) {
			if (!SEGMENT.matcher(segment).matches()) {
				return false;
			}
		}
		return true;
	}
}
