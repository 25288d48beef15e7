// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.image;

import java.nio.file.Path;

/**
 * A file on a boot medium.
 *
 * @param path   absolute path on the medium
 * @param source where it comes from
 */
public record BootFile(String path, Path source) {

	/** @throws IllegalArgumentException if the path could name a place outside of the medium */
	public BootFile {
		Path normal = Path.of(path).normalize();
		if (!path.startsWith("/") || !normal.toString().equals(path)) {
			throw new IllegalArgumentException("'" + path + "' is not an absolute path on a boot medium");
		}
	}
}
