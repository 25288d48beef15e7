// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.lsp;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.diagnostic.Location;

/** A text as the client has it, with the protocol's positions: lines and UTF-16 units, both from 0. */
final class OpenDocument {

	private final String uri;
	private final int version;
	private final SourceText source;

	OpenDocument(String uri, int version, String text) {
		this.uri = uri;
		this.version = version;
		this.source = new SourceText(uri, text);
	}

	String uri() {
		return uri;
	}

	int version() {
		return version;
	}

	String text() {
		return source.text();
	}

	/** @return the file of the text; a text that was never saved is taken to be in the working folder */
	Path file() {
		try {
			return Path.of(URI.create(uri));
		} catch (IllegalArgumentException | FileSystemNotFoundException e) {
			return Path.of("untitled.nvmx");
		}
	}

	OpenDocument changed(int newVersion, List<TextDocumentContentChangeEvent> changes) {
		OpenDocument document = this;
		for (TextDocumentContentChangeEvent change : changes) {
			String text = change.getText();
			if (change.getRange() != null) {
				int start = document.offset(change.getRange().getStart());
				int end = document.offset(change.getRange().getEnd());
				text = document.text().substring(0, start) + text + document.text().substring(Math.max(start, end));
			}
			document = new OpenDocument(uri, newVersion, text);
		}
		return document;
	}

	/** @return the offset of a position; a position outside of the text is moved into it */
	int offset(Position position) {
		return source.offset(position.getLine() + 1, position.getCharacter() + 1);
	}

	Range range(int offset, int length) {
		return new Range(position(offset), position(offset + length));
	}

	Position position(int offset) {
		Location location = source.location(offset, 0);
		return new Position(location.line() - 1, location.column() - 1);
	}
}
