// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.acrn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.scenario.ScenarioExport;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.dsl.ComposedScenario;
import org.nvmx.dsl.ScenarioCheck;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioPackage;

/**
 * Checks a scenario by ACRN's rules, the same ones that its XML is checked by, against the board that it names. The scenario is written as XML of the
 * newest release, whose elements know the words that they were made from. What the language has a rule of its own for is left to that rule, and what
 * is wrong because of a word that the language calls an error is not told.
 */
public final class AcrnRulesCheck implements ScenarioCheck {

	private static final Dialect NEWEST = Dialect.V3_3;

	private final BoardCatalogue boards;

	public AcrnRulesCheck(BoardCatalogue boards) {
		this.boards = boards;
	}

	@Override
	public List<Diagnostic> check(ComposedScenario composed, List<Diagnostic> known) {
		Scenario scenario = composed.scenario();
		TextModelSource places = composed.places();
		List<Diagnostic> errors = known.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
		List<Diagnostic> problems = new ArrayList<>();
		Optional<Board> board = scenario.getBoard() == null ? Optional.empty() : board(scenario, places, problems);
		ScenarioExport export = new ScenarioXmlExport(NEWEST).exportForRules(scenario, places);
		List<Diagnostic> found = Stream.concat(export.diagnostics().stream(), new ScenarioXmlCheck().checkExport(export.document(), NEWEST, board).stream())
				.filter(problem -> AcrnRule.ofCode(problem.code()).filter(AcrnRule::isForScenarios).isPresent()).map(problem -> places.told(located(problem, scenario, places)))
				.toList();
		found.stream().filter(problem -> errors.stream().noneMatch(error -> explains(error, problem)))
				.filter(problem -> !isVague(problem) || found.stream().noneMatch(other -> !isVague(other) && words(other).equals(words(problem))))
				.forEach(problems::add);
		return problems;
	}

	/** The schema refuses a value by its form, where a rule about it says what is wrong. */
	private static boolean isVague(Diagnostic problem) {
		return problem.code().equals(AcrnRule.INVALID_VALUE.code());
	}

	/** A word that the language cannot make sense of is exported as something that was not meant. */
	private static boolean explains(Diagnostic error, Diagnostic problem) {
		Location place = words(problem);
		Location errorPlace = words(error);
		return place.file().equals(errorPlace.file()) && place.offset() < errorPlace.offset() + errorPlace.length()
				&& errorPlace.offset() < place.offset() + place.length();
	}

	/** @return the place of the words that a problem is about, which may be told elsewhere */
	private static Location words(Diagnostic problem) {
		return problem.origins().isEmpty() ? problem.location() : problem.origins().get(0);
	}

	@Override
	public Optional<ProblemKind> kind(String code) {
		return AcrnRule.ofCode(code).map(AcrnRule::inScenario).or(() -> BoardRule.ofCode(code));
	}

	/** What is wrong because something is not written is told at the scenario's name. */
	private static Diagnostic located(Diagnostic problem, Scenario scenario, TextModelSource places) {
		return problem.location().line() > 0 ? problem
				: new Diagnostic(problem.code(), problem.severity(), places.location(scenario, ScenarioPackage.Literals.DEFINITION__NAME), problem.message(),
						problem.remedy());
	}

	/** What is wrong inside a board's file is told when that file is checked. */
	private Optional<Board> board(Scenario scenario, TextModelSource places, List<Diagnostic> problems) {
		Location use = places.location(scenario, ScenarioPackage.Literals.SCENARIO__BOARD);
		BoardReading reading = boards.find(Path.of(places.file()), scenario.getBoard(), use);
		if (reading.board().isEmpty()) {
			boolean found = reading.diagnostics().stream().noneMatch(problem -> problem.location().equals(use));
			problems.addAll(found ? List.of(BoardRule.BOARD_UNUSABLE.diagnostic(use, scenario.getBoard(), reading.file())) : reading.diagnostics());
		}
		return reading.board();
	}
}
