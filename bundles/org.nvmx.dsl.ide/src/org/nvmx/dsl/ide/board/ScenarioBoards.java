// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.board;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.dsl.validation.Scenarios;
import org.nvmx.model.board.Board;

import com.google.inject.Singleton;

/** The boards that scenarios name, for completion and hovers. */
@Singleton
public final class ScenarioBoards {

	private final BoardCatalogue catalogue = new BoardCatalogue();

	/** @return the board of the scenario that an element belongs to; empty if it names none that can be used */
	public Optional<Board> of(EObject element) {
		return Scenarios.of(element).flatMap(scenario -> file(scenario.eResource().getURI()).flatMap(file -> catalogue.boardOf(scenario, file)));
	}

	/** @return the names that a scenario in the file may use */
	public SortedSet<String> names(URI scenario) {
		return file(scenario).map(catalogue::names).orElseGet(TreeSet::new);
	}

	private static Optional<Path> file(URI uri) {
		return uri.isFile() ? Optional.of(Path.of(uri.toFileString())) : Optional.empty();
	}
}
