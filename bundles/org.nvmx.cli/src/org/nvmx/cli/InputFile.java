// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Tells a wrong argument from a file with problems. */
final class InputFile {

	/** Scenarios of the language. */
	static final String SCENARIO = ".nvmx";
	/** ACRN's scenarios, boards and launch files. */
	static final String XML = ".xml";

	private InputFile() {
	}

	/**
	 * Takes the argument for a file that is to be read.
	 *
	 * @param extensions what its name may end with
	 * @throws ParameterException if it cannot be one
	 */
	static Path require(CommandSpec command, String argument, String... extensions) {
		Path file = path(command, argument);
		if (argument.isEmpty() || !Files.exists(file)) {
			throw new ParameterException(command.commandLine(), "There is no file '" + argument + "'; check the path");
		}
		String names = "*" + String.join(" or *", extensions);
		if (Files.isDirectory(file)) {
			throw new ParameterException(command.commandLine(), "'" + argument + "' is a folder; name a " + names + " file in it");
		}
		if (Arrays.stream(extensions).noneMatch(argument::endsWith)) {
			String what = extensions.length == 1 && extensions[0].equals(SCENARIO) ? "is no scenario" : "cannot be taken";
			throw new ParameterException(command.commandLine(),
					"'" + argument + "' " + what + ": its name does not end with " + String.join(" or ", extensions));
		}
		return file;
	}

	private static Path path(CommandSpec command, String argument) {
		try {
			return Path.of(argument);
		} catch (InvalidPathException e) {
			throw new ParameterException(command.commandLine(), "'" + argument + "' is no file name: " + e.getReason());
		}
	}

	/** @return whether the file is a scenario of the language, and not ACRN's XML */
	static boolean isScenario(Path file) {
		return file.toString().endsWith(SCENARIO);
	}
}
