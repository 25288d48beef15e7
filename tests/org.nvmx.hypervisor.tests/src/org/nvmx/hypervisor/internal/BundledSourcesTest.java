// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.hypervisor.HypervisorSources;

class BundledSourcesTest {

	@TempDir
	Path state;

	/** Expect: what an installed IDE unpacks can be built: the Makefile and a guest are there. */
	@Test
	void unpacksWhatCanBeBuilt() throws IOException {
		Path folder = new BundledSources().unpack(state);
		assertTrue(new HypervisorSources(folder).exist());
		assertTrue(Files.isDirectory(folder.resolve("guests/demos/nested-hello")));
	}

	/** Expect: eight at the same time get the same folder, and nothing else is left. */
	@Test
	void unpacksOnce() throws IOException {
		List<Path> folders = IntStream.range(0, 8).parallel().mapToObj(any -> unpack()).distinct().toList();
		assertEquals(1, folders.size());
		try (Stream<Path> entries = Files.list(state)) {
			assertEquals(folders, entries.toList());
		}
	}

	private Path unpack() {
		try {
			return new BundledSources().unpack(state);
		} catch (IOException e) {
			throw new AssertionError(e);
		}
	}
}
