// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The path of an import: a file of the language, from the folder of the importing file, the same on every system. */
public final class ImportPath {

	/** The ending of every file that can be imported. */
	public static final String EXTENSION = ".nvmx";
	/** "http:" as well as "C:". */
	private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

	private ImportPath() {
	}

	/** @return why the path cannot be one of an import, a few words; empty if it can */
	public static Optional<String> refusal(String written) {
		if (SCHEME.matcher(written).matches()) {
			return Optional.of("it is not a path in the file system");
		}
		if (written.startsWith("/")) {
			return Optional.of("it does not start from the folder of this file");
		}
		if (written.indexOf('\\') >= 0) {
			return Optional.of("it has a backslash");
		}
		if (!written.endsWith(EXTENSION)) {
			return Optional.of("it does not end with " + EXTENSION);
		}
		try {
			Path.of(written);
			return Optional.empty();
		} catch (InvalidPathException e) {
			return Optional.of("this system has no such path");
		}
	}

	/**
	 * @param importing the file with the import, absolute
	 * @param written   a path that is not refused
	 * @return the imported file, absolute and without "..", whether it exists or not
	 */
	public static Path resolve(Path importing, String written) {
		return importing.resolveSibling(Path.of(written)).normalize();
	}

	/** @return the path by which a file may import another one */
	public static String between(Path importing, Path imported) {
		return importing.getParent().relativize(imported).toString().replace('\\', '/');
	}
}
