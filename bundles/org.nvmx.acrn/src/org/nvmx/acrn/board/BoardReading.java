// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;

/**
 * The result of reading a board file.
 *
 * @param file        the file as the user named it
 * @param board       empty when the file is not a board, and then there is an error; otherwise what the file tells
 * @param diagnostics what could not be read, and which parts the file lacks, each once and located
 * @param locations   where the elements of the board stand in the file
 */
public record BoardReading(String file, Optional<Board> board, List<Diagnostic> diagnostics, Map<EObject, Location> locations) {

	/** @return where the element stands, or the file alone for what has no place of its own */
	public Location locationOf(EObject element) {
		return locations.getOrDefault(element, Location.ofFile(file));
	}
}
