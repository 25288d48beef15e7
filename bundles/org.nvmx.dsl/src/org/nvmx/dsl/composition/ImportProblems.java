// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.IMPORT__PATH;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.SyntaxErrorMessage;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.composition.CompositionProblem.Place;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.Import;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.VirtualMachine;

/** What is wrong with the imports of a file, and with those of the files behind them. */
public final class ImportProblems {

	/** Of one file; whoever repairs these sees the others. */
	private static final int MAX_SYNTAX_ERRORS = 5;

	private final ScenarioModel model;
	private final List<CompositionProblem> problems = new ArrayList<>();
	private final Set<ScenarioModel> visited = new HashSet<>();

	private ImportProblems(ScenarioModel model) {
		this.model = model;
		visited.add(model);
	}

	public static List<CompositionProblem> of(ScenarioModel model) {
		ImportProblems found = new ImportProblems(model);
		if (!model.getImports().isEmpty()) {
			found.check();
		}
		return found.problems;
	}

	private void check() {
		Set<ScenarioModel> imported = new HashSet<>();
		Map<String, Definition> names = new HashMap<>();
		model.getDefinitions().forEach(definition -> names.putIfAbsent(definition.getName(), definition));
		Optional<Set<EObject>> needed = needed();
		for (Import clause : model.getImports()) {
			INode place = node(clause);
			if (place == null) {
				continue; // the path is missing, which the parser has said
			}
			follow(clause, place, List.of(model));
			Optional<ScenarioModel> behind = ImportedFiles.behind(clause).model().filter(other -> other != model);
			if (behind.isPresent() && !imported.add(behind.get())) {
				report(Rule.IMPORT_TWICE, place, List.of(), clause.getPath());
			} else if (behind.isPresent()) {
				names(behind.get(), place, names);
				needed.filter(roots -> !roots.contains(behind.get())).ifPresent(roots -> report(Rule.IMPORT_UNUSED, place, List.of(), clause.getPath()));
			}
		}
	}

	/** @return the files of everything that is named; empty if a name leads nowhere, since it may be meant for any of them */
	private Optional<Set<EObject>> needed() {
		Stream<EObject> fragments = model.getDefinitions().stream().flatMap(definition -> definition.getUses().stream());
		Stream<EObject> bases = model.getDefinitions().stream().flatMap(definition -> definition.getVms().stream()).map(VirtualMachine::getBase)
				.filter(base -> base != null).map(EObject.class::cast);
		Set<EObject> roots = new HashSet<>();
		for (EObject named : Stream.concat(fragments, bases).toList()) {
			if (named.eIsProxy()) {
				return Optional.empty();
			}
			roots.add(EcoreUtil.getRootContainer(named));
		}
		return Optional.of(roots);
	}

	/** A fragment must not mean another one when an import is added. */
	private void names(ScenarioModel behind, INode place, Map<String, Definition> names) {
		behind.getDefinitions().stream().filter(Fragment.class::isInstance).filter(fragment -> fragment.getName() != null).forEach(fragment -> {
			Definition known = names.putIfAbsent(fragment.getName(), fragment);
			if (known != null && known != fragment) {
				report(Rule.DUPLICATE_NAME, place, places(fragment), fragment.getName(), "definition");
			}
		});
	}

	private static List<Place> places(Definition definition) {
		return CompositionProblem.node(definition, DEFINITION__NAME, 0).map(Place::of).stream().toList();
	}

	/**
	 * @param place the import of the checked file over which the clause is reached
	 * @param way   the files from the checked one to the one with the clause
	 */
	private void follow(Import clause, INode place, List<ScenarioModel> way) {
		ImportedFiles.Outcome outcome = ImportedFiles.behind(clause);
		List<Place> origins = way.size() == 1 ? List.of() : Optional.ofNullable(node(clause)).map(Place::of).stream().toList();
		outcome.rule().ifPresent(rule -> report(rule, place, origins, outcome.arguments().toArray()));
		if (outcome.model().isEmpty()) {
			return;
		}
		ScenarioModel behind = outcome.model().get();
		if (way.contains(behind)) {
			report(Rule.IMPORT_CYCLE, place, origins, clause.getPath());
		} else if (visited.add(behind)) {
			syntaxErrors(behind, place);
			List<ScenarioModel> further = Stream.concat(way.stream(), Stream.of(behind)).toList();
			behind.getImports().forEach(each -> follow(each, place, further));
		}
	}

	private void syntaxErrors(ScenarioModel behind, INode place) {
		int told = 0;
		for (INode error : ((XtextResource) behind.eResource()).getParseResult().getSyntaxErrors()) {
			SyntaxErrorMessage message = error.getSyntaxErrorMessage();
			String[] data = message.getIssueData();
			if (told++ < MAX_SYNTAX_ERRORS) {
				Rule rule = Rule.ofCode(message.getIssueCode()).orElse(Rule.SYNTAX);
				problems.add(new CompositionProblem(rule, message.getMessage(), data == null || data.length == 0 ? "" : data[0], Place.of(place),
						List.of(Place.of(error))));
			}
		}
	}

	private static INode node(Import clause) {
		return clause.getPath() == null ? null : CompositionProblem.node(clause, IMPORT__PATH, 0).orElse(null);
	}

	private void report(Rule rule, INode place, List<Place> origins, Object... arguments) {
		problems.add(CompositionProblem.of(rule, place, origins, arguments));
	}
}
