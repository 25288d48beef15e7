// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.board.BoardReader;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.PlatformChecks;
import org.nvmx.acrn.check.LaunchXmlCheck;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlReading;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;

/** ACRN's files as the commands need them; collects what is wrong with them. */
final class AcrnFiles {

	private final List<Diagnostic> diagnostics = new ArrayList<>();
	private final BoardCatalogue boards = new BoardCatalogue();

	/** @return the problems of all that was read so far */
	List<Diagnostic> diagnostics() {
		return List.copyOf(diagnostics);
	}

	/** @return the document, or empty when it cannot be read */
	Optional<XmlDocument> read(Path file) {
		XmlReading reading = new XmlReader().read(file, file.toString());
		diagnostics.addAll(reading.diagnostics());
		return reading.document();
	}

	/** @return the documents of those files that can be read */
	List<XmlDocument> readAll(List<Path> files) {
		return files.stream().flatMap(file -> read(file).stream()).toList();
	}

	/** @return the board of a file that the user named, or empty when it is none */
	Optional<Board> board(Path file) {
		BoardReading reading = new BoardReader().read(file);
		diagnostics.addAll(reading.diagnostics());
		return reading.board();
	}

	/** @return the board that a scenario names, if it is beside it or ships with the product; what is wrong with its file is another matter */
	Optional<Board> boardOf(Path scenario, String name) {
		return name.isBlank() ? Optional.empty() : boards.find(scenario.toAbsolutePath(), name, Location.ofFile(scenario.toString())).board();
	}

	/** Checks a file by the rules for what it is: a scenario, a launch file of v2, or a board. */
	void check(Path file, Optional<Board> board) {
		read(file).ifPresent(document -> {
			boolean scenario = ScenarioXmlCheck.isScenario(document);
			boolean launch = !scenario && LaunchXmlCheck.isLaunchFile(document);
			BoardReading reading = scenario || launch ? null : new BoardReader().read(file);
			Optional<Board> known = board.isPresent() || reading != null ? board : boardOf(file, document.root().attribute("board").orElse(""));
			if (launch) {
				diagnostics.addAll(new LaunchXmlCheck().check(document, scenarioOf(file, document), known));
			} else if (reading != null && reading.board().isPresent()) {
				diagnostics.addAll(reading.diagnostics());
				diagnostics.addAll(PlatformChecks.check(reading));
			} else {
				diagnostics.addAll(new ScenarioXmlCheck().check(document, known));
			}
		});
	}

	/** @return the scenario that a launch file names, if it is beside it and can be read */
	private static Optional<XmlDocument> scenarioOf(Path launch, XmlDocument document) {
		return document.root().attribute("scenario").filter(name -> name.matches("[\\w-]+")).map(name -> launch.resolveSibling(name + ".xml")).filter(Files::isRegularFile)
				.flatMap(file -> new XmlReader().read(file, file.toString()).document()).filter(ScenarioXmlCheck::isScenario);
	}
}
