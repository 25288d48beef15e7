// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.source;

import java.nio.file.Path;

import org.nvmx.dsl.source.TextFileReader.UnreadableTextException;

/** Where the texts of imported files come from: the disk, or an editor that holds a newer text of a file. Thread-safe. */
@FunctionalInterface
public interface ScenarioTexts {

	/** The files as they are saved. */
	ScenarioTexts DISK = TextFileReader::read;

	/**
	 * @param file absolute
	 * @throws UnreadableTextException if there is no such text
	 */
	String read(Path file) throws UnreadableTextException;
}
