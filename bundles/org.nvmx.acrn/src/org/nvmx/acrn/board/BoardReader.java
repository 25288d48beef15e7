// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.board.internal.BoardParse;
import org.nvmx.acrn.board.internal.BoardParts;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlReading;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

/**
 * Reads the XML that ACRN's board inspector writes, of any release: the structured tree, and the text blobs where the tree lacks something.
 * Bounded in memory, and never throws because of what a file holds: a part that is missing or malformed is a diagnostic, and the rest is read.
 */
public final class BoardReader {

	/** In bytes, as for every XML file. */
	private static final int MAX_SIZE = 16 << 20;

	private final XmlReader reader = new XmlReader();

	/** @param file the file to read; its path names the locations */
	public BoardReading read(Path file) {
		return read(file, file.toString());
	}

	/** @param name how the user named the file, for locations */
	public BoardReading read(Path file, String name) {
		return read(reader.read(file, name), name);
	}

	/** Reads the stream up to its end or to the limit on size, and leaves it open. */
	public BoardReading read(InputStream input, String name) {
		try {
			return read(reader.read(input.readNBytes(MAX_SIZE + 1), name), name);
		} catch (IOException unreadable) {
			BoardRule rule = BoardRule.UNREADABLE;
			return failure(name, List.of(rule.diagnostic(Location.ofFile(name), unreadable.getMessage())));
		}
	}

	/** @param text a whole document */
	public BoardReading read(String text, String name) {
		return read(reader.read(text, name), name);
	}

	private static BoardReading read(XmlReading xml, String name) {
		if (xml.document().isEmpty()) {
			return failure(name, xml.diagnostics());
		}
		BoardParse parse = new BoardParse(xml.document().get());
		Optional<Board> board = new BoardParts(parse).read();
		List<Diagnostic> diagnostics = parse.diagnostics();
		boolean failed = diagnostics.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
		return failed ? failure(name, diagnostics) : new BoardReading(name, board, diagnostics, parse.locations());
	}

	private static BoardReading failure(String name, List<Diagnostic> diagnostics) {
		return new BoardReading(name, Optional.empty(), diagnostics, Map.of());
	}
}
