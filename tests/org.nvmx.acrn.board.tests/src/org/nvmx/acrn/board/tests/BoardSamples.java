// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * ACRN's own board files, which are not part of this project: a folder with {@code v2.6/} and {@code v3.3/}, named by the system property
 * {@code nvmx.acrn.samples} or the environment variable {@code NVMX_ACRN_SAMPLES}, or {@code shared/acrn-samples} beside the checkout or
 * beside a folder that it is in. Tests that need it fail where it is missing.
 */
final class BoardSamples {

	private BoardSamples() {
	}

	static Path file(String release, String board) {
		Path file = root().resolve(release).resolve("data").resolve(board).resolve(board + ".xml");
		if (!Files.isRegularFile(file)) {
			throw new AssertionError("ACRN's samples have no file " + file);
		}
		return file;
	}

	private static Path root() {
		Optional<String> named = Optional.ofNullable(System.getProperty("nvmx.acrn.samples")).or(() -> Optional.ofNullable(System.getenv("NVMX_ACRN_SAMPLES")));
		if (named.isPresent()) {
			return Path.of(named.get());
		}
		for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
			Path candidate = folder.resolve("shared/acrn-samples");
			if (Files.isDirectory(candidate)) {
				return candidate;
			}
		}
		throw new AssertionError("ACRN's samples are missing: put them into shared/acrn-samples beside the checkout, or name their folder by NVMX_ACRN_SAMPLES");
	}
}
