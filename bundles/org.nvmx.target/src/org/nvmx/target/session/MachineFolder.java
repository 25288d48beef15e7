// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.nvmx.hypervisor.process.FolderTree;
import org.nvmx.target.console.SerialConsole;

/**
 * A machine's folder for temporary files, before its session takes it over.
 *
 * @param path nobody else may read it
 */
public record MachineFolder(Path path) {

	/** Every machine's folder has this prefix, in the system's folder for temporary files. */
	public static final String PREFIX = "nvmx-machine-";

	/** @return a new folder for a machine of that target */
	public static MachineFolder create(String target) throws IOException {
		return new MachineFolder(Files.createTempDirectory(PREFIX + target + "-"));
	}

	/**
	 * Opens serial lines.
	 *
	 * @throws IOException if a port cannot be had; the folder is gone then
	 */
	public List<SerialConsole> openLines(List<String> names) throws IOException {
		List<SerialConsole> lines = new ArrayList<>();
		try {
			for (String name : names) {
				lines.add(new SerialConsole(name));
			}
			return lines;
		} catch (IOException e) {
			discard(lines);
			throw e;
		}
	}

	/** Removes what was made when the machine cannot be started. */
	public void discard(List<SerialConsole> lines) throws IOException {
		for (SerialConsole line : lines) {
			line.close();
		}
		FolderTree.delete(path);
	}

	/** @return the lines of a file that an emulator wrote, none if it did not come to that */
	public static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file, ISO_8859_1);
		} catch (IOException e) {
			return List.of();
		}
	}
}
