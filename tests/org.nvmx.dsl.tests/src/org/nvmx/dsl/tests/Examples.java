// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

	/** @return those that are not broken on purpose; they may have warnings */
	static List<Path> valid() throws IOException {
		List<Path> valid = new ArrayList<>();
		for (Path example : all()) {
			Path listed = example.resolveSibling("problems.txt");
			if (!Files.exists(listed) || !Files.readString(listed).contains(": error: ")) {
				valid.add(example);
			}
		}
		return valid;
	}
}
