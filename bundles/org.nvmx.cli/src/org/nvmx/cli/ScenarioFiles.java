// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Tells a wrong argument from a scenario with problems. */
final class ScenarioFiles {

	private static final String EXTENSION = ".nvmx";

	private ScenarioFiles() {
	}

	/**
	 * Takes the argument for a scenario.
	 *
	 * @throws ParameterException if it cannot be one
	 */
	static Path require(CommandSpec command, String argument) {
		Path file;
		try {
			file = Path.of(argument);
		} catch (InvalidPathException e) {
			throw new ParameterException(command.commandLine(), "'" + argument + "' is no file name: " + e.getReason());
		}
		if (argument.isEmpty() || !Files.exists(file)) {
			throw new ParameterException(command.commandLine(), "There is no file '" + argument + "'; check the path");
		}
		if (Files.isDirectory(file)) {
			throw new ParameterException(command.commandLine(), "'" + argument + "' is a folder; name a *" + EXTENSION + " file in it");
		}
		if (!argument.endsWith(EXTENSION)) {
			throw new ParameterException(command.commandLine(), "'" + argument + "' is no scenario: its name does not end with " + EXTENSION);
		}
		return file;
	}
}
