// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The examples of the repository, which the folder that this runs in is below. */
final class Examples {

	private Examples() {
	}

	/** @return every scenario, the broken one among them */
	static List<Path> scenarios() {
		try (Stream<Path> files = Files.walk(folder(), 2)) {
			return files.filter(file -> file.toString().endsWith(".nvmx")).sorted().toList();
		} catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

	/** @return the bytes of a file of an example */
	static byte[] content(String example, String name) {
		try {
			return Files.readAllBytes(folder().resolve(example).resolve(name));
		} catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

	static Path folder() {
		for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
			Path examples = each.resolve("examples");
			if (Files.isDirectory(examples.resolve("nested-hello"))) {
				return examples;
			}
		}
		throw new AssertionError("no folder 'examples' above " + Path.of("").toAbsolutePath());
	}
}
