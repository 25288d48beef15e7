// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads XML from files of any origin: in bounded memory, fetching nothing, and never throwing because of what is in them. */
public final class XmlReader {

	/** In bytes; ACRN's largest file is a board of 0.2 MB. */
	private static final int MAX_SIZE = 16 << 20;

	/**
	 * @param file the file to read
	 * @param name how the user named it, for diagnostics
	 */
	public XmlReading read(Path file, String name) {
		if (!Files.isRegularFile(file)) {
			String what = Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? "is not a regular file" : "does not exist";
			return failure(name, XmlProblem.UNREADABLE, "the file " + what);
		}
		try (InputStream input = Files.newInputStream(file)) {
			return read(input.readNBytes(MAX_SIZE + 1), name);
		} catch (NoSuchFileException gone) {
			return failure(name, XmlProblem.UNREADABLE, "the file does not exist");
		} catch (IOException unreadable) {
			return failure(name, XmlProblem.UNREADABLE, "the file cannot be read");
		}
	}

	/** @param bytes a whole document */
	public XmlReading read(byte[] bytes, String name) {
		if (bytes.length > MAX_SIZE) {
			return failure(name, XmlProblem.TOO_LARGE, "the file is larger than " + (MAX_SIZE >> 20) + " MiB");
		}
		String decoded = "";
		try {
			decoded = XmlDecoder.decode(bytes);
		} catch (XmlSyntaxException notText) {
			return failure(name, notText, new LineIndex(new String(bytes, UTF_8)));
		}
		return read(decoded, name);
	}

	/** @param text a whole document; an encoding that it declares has no meaning any more */
	public XmlReading read(String text, String name) {
		LineIndex lines = new LineIndex(text);
		try {
			return new XmlReading(Optional.of(new XmlParser(text).parse(name, lines)), List.of());
		} catch (XmlSyntaxException malformed) {
			return failure(name, malformed, lines);
		}
	}

	private static XmlReading failure(String name, XmlSyntaxException cause, LineIndex lines) {
		return failure(lines.location(name, cause.span()), cause.problem(), cause.getMessage());
	}

	private static XmlReading failure(String name, XmlProblem problem, String message) {
		return failure(Location.ofFile(name), problem, message);
	}

	private static XmlReading failure(Location location, XmlProblem problem, String message) {
		return new XmlReading(Optional.empty(), List.of(new Diagnostic(problem.code(), problem.severity(), location, problem.message(message), problem.remedy())));
	}
}
