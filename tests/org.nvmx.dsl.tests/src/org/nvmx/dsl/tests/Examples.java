// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The examples of the repository that the tests run in. */
final class Examples {

	private Examples() {
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

	/** @return every scenario among the examples */
	static List<Path> all() throws IOException {
		try (Stream<Path> files = Files.walk(folder())) {
			List<Path> found = files.filter(f -> f.toString().endsWith(".nvmx")).sorted().toList();
			if (found.isEmpty()) {
				throw new AssertionError("no examples in " + folder());
			}
			return found;
		}
	}

	/** @return those that are not broken on purpose */
	static List<Path> valid() throws IOException {
		return all().stream().filter(example -> !Files.exists(example.resolveSibling("problems.txt"))).toList();
	}
}
