// SPDX-License-Identifier: EPL-2.0
package org.nvmx.install.tests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An Eclipse on the disk.
 *
 * @param folder holds plugins/ and configuration/
 */
record EclipseInstallation(Path folder) {

	private static final long PATIENCE_SECONDS = 240;

	/** Makes a copy of an Eclipse, in place of what was there. */
	static EclipseInstallation copy(Path from, Path to) throws IOException {
		if (Files.exists(to)) {
			try (Stream<Path> old = Files.walk(to)) {
				old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
			}
		}
		Files.createDirectories(to.getParent());
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				Files.copy(file, to.resolve(from.relativize(file).toString()));
			}
		}
		return new EclipseInstallation(to);
	}

	/** @return the names of its bundles */
	List<String> bundles() throws IOException {
		try (Stream<Path> plugins = Files.list(folder.resolve("plugins"))) {
			return plugins.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	/** What a start of Eclipse printed, and how it ended. */
	record Run(int exitCode, String output) {
	}

	/** Starts it and waits for its end. */
	Run start(List<String> vmArguments, List<String> arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(vmArguments);
		command.addAll(List.of("-jar", launcher().toString(), "-nosplash", "-consoleLog"));
		command.addAll(arguments);
		Path log = folder.resolve("run.log");
		Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				throw new IOException("no end after " + PATIENCE_SECONDS + " s:\n" + Files.readString(log));
			}
			return new Run(process.exitValue(), Files.readString(log));
		} finally {
			process.destroyForcibly();
		}
	}

	private Path launcher() throws IOException {
		try (Stream<Path> plugins = Files.list(folder.resolve("plugins"))) {
			return plugins.filter(file -> file.getFileName().toString().matches("org\\.eclipse\\.equinox\\.launcher_.*\\.jar"))
					.findFirst().orElseThrow();
		}
	}
}
