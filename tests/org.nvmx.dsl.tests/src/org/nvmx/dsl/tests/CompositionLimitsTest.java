// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and definitions that would not end, or grow without bounds. */
class CompositionLimitsTest {

	@TempDir
	private Path folder;

	@Test
	void limits() throws IOException {
		StringBuilder chain = new StringBuilder("== f0.nvmx\nimport \"f1.nvmx\" scenario s uses f1\n");
		IntStream.range(1, 80).forEach(i -> chain.append("== f" + i + ".nvmx\nimport \"f" + (i + 1) + ".nvmx\" fragment f" + i + " uses f" + (i + 1) + "\n"));
		assertEquals("""
				f0.nvmx:1:8: error: There are more than 64 imported files (f64.nvmx:1:8); \
				divide it into several files, or check whether something writes imports or fragments in a loop [NVMX0035]
				f0.nvmx:1:34: error: There is no fragment named 'f65' (f64.nvmx:1:37); correct the name, or define it [NVMX0008]""", ScenarioFiles.write(folder, chain + "== f80.nvmx\nfragment f80").problems());
		List<String> codes = codes("scenario s uses f0\n" + IntStream.range(0, 1100).mapToObj(i -> "fragment f" + i + " uses f" + (i + 1)).collect(Collectors.joining("\n"))
				+ "\nfragment f1100");
		assertTrue(codes.contains("NVMX0035"), codes::toString);
		codes = codes("scenario s\npost-launched vm v0 { }\n" + IntStream.range(1, 100).mapToObj(i -> "post-launched vm v" + i + " like v" + (i - 1) + " { }")
				.collect(Collectors.joining("\n")));
		assertEquals(List.of("NVMX0035"), codes.stream().distinct().toList());
	}

	/** Expect: two uses of each fragment in the next one, fifty deep, are fifty fragments and not 2^50; a VM with many options that many are like ends at the limit. */
	@Test
	void fansDoNotGrow() {
		String fan = IntStream.range(0, 50).mapToObj(i -> "fragment a" + i + " uses a" + (i + 1) + ", b" + (i + 1) + " fragment b" + i + " uses a" + (i + 1) + ", b" + (i + 1))
				.collect(Collectors.joining("\n"));
		assertEquals(List.of(), codes("scenario s uses a0, b0\n" + fan + "\nfragment a50 post-launched vm v { } fragment b50"));
		String wide = "post-launched vm base { " + IntStream.range(0, 2000).mapToObj(i -> "virtio block \"/" + i + "\"").collect(Collectors.joining(" ")) + " }\n";
		List<String> codes = codes("scenario s\n" + wide + IntStream.range(0, 300).mapToObj(i -> "post-launched vm v" + i + " like base { }").collect(Collectors.joining("\n")));
		assertTrue(codes.contains("NVMX0035"), codes::toString);
	}

	private static List<String> codes(String text) {
		return Expectation.READER.read(text, Path.of("s.nvmx")).diagnostics().stream().map(problem -> problem.code()).toList();
	}
}
