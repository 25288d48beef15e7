// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.model.diagnostic.Diagnostic;

/** Broken examples, many of them: each is answered with located problems, in time, and never with an exception. */
class MutationTest {

	private static final long SEED = Long.getLong("nvmx.mutation.seed", 20261122L);
	private static final int COUNT = Integer.getInteger("nvmx.mutation.count", 1000);
	private static final Duration LIMIT = Duration.ofSeconds(30);
	private static final String[] PIECES = { "{", "}", "\"", "'", "/*", "*/", "//", ",", "..", "0x", ":", "^", "\\", "\n", "\u0000", "😀", "vm", "nested", "on",
			"99999999999999999999", "scenario", "hypervisor {", "kernel", "memory 2", "guest flags", "00:11:22", "\u2028", "cpus" };

	@Test
	void mutatedExamplesAreAnsweredWithProblems() throws IOException {
		List<Path> examples = Examples.all();
		Random random = new Random(SEED);
		for (int i = 0; i < COUNT; i++) {
			Path example = examples.get(random.nextInt(examples.size()));
			String text = mutate(Files.readString(example), random);
			String name = "seed " + SEED + ", mutation " + i + ":\n" + text;
			ScenarioDocument document = assertTimeout(LIMIT, () -> Expectation.WITH_ACRNS_RULES.read(text, example), name);
			for (Diagnostic problem : document.diagnostics()) {
				assertTrue(problem.location().offset() + problem.location().length() <= text.length(), name + "\n" + problem);
				assertTrue(problem.code().startsWith("NVMX"), name + "\n" + problem);
			}
			FormatterTest.format(text, 0, text.length());
		}
	}

	private static String mutate(String original, Random random) {
		StringBuilder text = new StringBuilder(original);
		for (int edits = 1 + random.nextInt(5); edits > 0 && !text.isEmpty(); edits--) {
			int from = random.nextInt(text.length());
			int to = Math.min(text.length(), from + random.nextInt(random.nextInt(40) + 1));
			switch (random.nextInt(5)) {
			case 0 -> text.delete(from, to);
			case 1 -> text.insert(from, text.substring(random.nextInt(text.length())));
			case 2 -> text.setCharAt(from, (char) random.nextInt(0x10000));
			case 3 -> text.setLength(from);
			default -> text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
			}
		}
		return text.toString();
	}
}
