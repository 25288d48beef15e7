// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.diagnostic.Diagnostic;

/** Files that belong together, written as one text: each begins with a line {@code == name}. */
final class ScenarioFiles {

	private final Path folder;
	private final Map<String, String> texts = new LinkedHashMap<>();

	private ScenarioFiles(Path folder) {
		this.folder = folder;
	}

	static ScenarioFiles write(Path folder, String files) throws IOException {
		ScenarioFiles written = new ScenarioFiles(folder);
		for (String part : files.strip().substring(3).split("(?m)^== ")) {
			String name = part.substring(0, part.indexOf('\n')).strip();
			String text = part.substring(part.indexOf('\n') + 1);
			Files.createDirectories(folder.resolve(name).getParent());
			Files.writeString(folder.resolve(name), text);
			written.texts.put(name, text);
		}
		return written;
	}

	/** @return the first file as read */
	ScenarioDocument read(ScenarioReader reader) {
		return reader.read(folder.resolve(texts.keySet().iterator().next()));
	}

	/** @return the problems of the first file, a line each, with paths from the folder */
	String problems() {
		return problems(read(Expectation.READER));
	}

	String problems(ScenarioDocument document) {
		return document.diagnostics().stream().map(Diagnostic::toString).map(line -> line.replace(folder + folder.getFileSystem().getSeparator(), ""))
				.collect(Collectors.joining("\n"));
	}
}
