// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.nvmx.acrn.dialect.Dialect;

/**
 * ACRN's own sample files, which are not part of this project: a folder with {@code v2.6/} and {@code v3.3/}, named by the system
 * property {@code nvmx.acrn.samples} or the environment variable {@code NVMX_ACRN_SAMPLES}, or {@code shared/acrn-samples} beside
 * the checkout or beside a folder that it is in. Tests that need it fail where it is missing.
 */
public final class AcrnSamples {

	private AcrnSamples() {
	}

	/** @return the folder of a release */
	public static Path folder(Dialect dialect) {
		Path folder = root().resolve(dialect.toString());
		if (!Files.isDirectory(folder)) {
			throw new AssertionError("ACRN's samples have no folder " + folder);
		}
		return folder;
	}

	/** @return every XML file of a release's boards, in a stable order */
	public static List<Path> files(Dialect dialect) {
		try (Stream<Path> files = Files.walk(folder(dialect).resolve("data"))) {
			return files.filter(file -> file.toString().endsWith(".xml")).filter(Files::isRegularFile).sorted().toList();
		} catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

	/** @return the files that are scenarios: neither boards, nor v2's launch files, nor what was a symbolic link */
	public static List<Path> scenarios(Dialect dialect) {
		return files(dialect).stream()
				.filter(file -> !file.getFileName().toString().equals(file.getParent().getFileName() + ".xml"))
				.filter(file -> dialect.isV3() || !file.getFileName().toString().contains("_launch_"))
				.filter(file -> text(file).startsWith("<"))
				.toList();
	}

	public static String text(Path file) {
		try {
			return Files.readString(file);
		} catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
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
