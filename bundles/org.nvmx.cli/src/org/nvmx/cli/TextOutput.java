// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.nvmx.generator.AtomicFile;

/** Files that commands write for the user: whole or not at all, and never over one that the command was not told to replace. */
final class TextOutput {

	private TextOutput() {
	}

	/** @param replace whether an existing file may be overwritten */
	static void write(Path file, String text, boolean replace) throws CommandFailedException {
		if (Files.isDirectory(file)) {
			throw new CommandFailedException("'" + file + "' is a folder; name a file in it");
		}
		if (Files.exists(file) && !replace) {
			throw new CommandFailedException("'" + file + "' exists and is left as it is; choose another name, or add --force");
		}
		try {
			Path folder = file.toAbsolutePath().getParent();
			if (folder != null) {
				Files.createDirectories(folder);
			}
			AtomicFile.write(file.toAbsolutePath(), text, false);
		} catch (IOException e) {
			throw new CommandFailedException("cannot write '" + file + "': " + e.getMessage() + "; choose another place with -o");
		}
	}
}
