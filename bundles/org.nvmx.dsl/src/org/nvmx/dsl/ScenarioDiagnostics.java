// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.xtext.util.CancelIndicator;
import org.eclipse.xtext.validation.CheckMode;
import org.eclipse.xtext.validation.IResourceValidator;
import org.eclipse.xtext.validation.Issue;
import org.nvmx.dsl.ComposedFile.Part;
import org.nvmx.dsl.composition.CompositionProblem;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.dsl.validation.ComposedValidator;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

import com.google.inject.Inject;

/** All problems of a file, as diagnostics in the order of its text. */
public final class ScenarioDiagnostics {

	/** More problems than a person reads; the rest is counted. */
	static final int MAX_DIAGNOSTICS = 200;

	private static final Comparator<Diagnostic> TEXT_ORDER = Comparator.<Diagnostic>comparingInt(d -> d.location().offset())
			.thenComparing(Diagnostic::code);

	@Inject
	private IResourceValidator validator;
	@Inject
	private ComposedValidator composedValidator;

	/**
	 * @param check looks at the scenarios of a text without errors of syntax
	 * @throws org.eclipse.xtext.service.OperationCanceledError if cancelled, or the platform's OperationCanceledException
	 */
	public List<Diagnostic> of(ComposedFile file, ScenarioCheck check, CancelIndicator cancel) {
		SourceText source = file.source();
		List<Issue> issues = validator.validate(file.resource(), CheckMode.ALL, cancel);
		List<Diagnostic> found = new ArrayList<>(issues.stream().map(issue -> diagnostic(issue, source)).distinct().toList());
		addProblemsOfComposition(file, found, cancel);
		if (file.isComplete()) {
			List<Diagnostic> known = List.copyOf(found);
			file.scenarios().forEach(scenario -> check.check(scenario, known).stream().map(scenario.places()::told).forEach(found::add));
		}
		found.sort(TEXT_ORDER);
		if (found.size() > MAX_DIAGNOSTICS) {
			int rest = found.size() - MAX_DIAGNOSTICS;
			found.sort(Comparator.comparing(Diagnostic::severity).reversed()); // stable; of the errors the first ones stay, whatever else there is
			found.subList(MAX_DIAGNOSTICS, found.size()).clear();
			found.sort(TEXT_ORDER);
			found.add(of(Rule.TOO_MANY_PROBLEMS, source.location(source.text().length(), 0), rest));
		}
		return found;
	}

	/** What a definition of this file has is told once, not again for each that uses it. */
	private void addProblemsOfComposition(ComposedFile file, List<Diagnostic> found, CancelIndicator cancel) {
		TextModelSource places = new TextModelSource(file.source());
		file.importProblems().stream().map(places::told).forEach(found::add);
		Set<String> known = found.stream().map(problem -> problem.code() + problem.location()).collect(Collectors.toCollection(HashSet::new));
		for (Part part : file.parts()) {
			for (CompositionProblem problem : part.definition().problems()) {
				found.add(part.places().told(problem));
			}
			if (part.definition().isCopy()) {
				List<Diagnostic> ofCopy = composedValidator.validate(part.definition().whole(), part.places(), cancel).stream()
						.filter(problem -> problem.origins().stream().noneMatch(origin -> known.contains(problem.code() + origin))).distinct().toList();
				ofCopy.forEach(problem -> known.add(problem.code() + problem.location()));
				found.addAll(ofCopy);
			}
		}
	}

	private static Diagnostic of(Rule rule, Location location, Object... arguments) {
		return new Diagnostic(rule.code(), rule.severity(), location, rule.message(arguments), rule.remedy(arguments));
	}

	/** @return the diagnostic of an issue; an issue's first datum is its remedy */
	static Diagnostic diagnostic(Issue issue, SourceText source) {
		Optional<Rule> rule = Rule.ofCode(issue.getCode());
		int offset = issue.getOffset() == null ? 0 : issue.getOffset();
		int length = issue.getLength() == null ? 0 : issue.getLength();
		String remedy = issue.getData() == null || issue.getData().length == 0 ? "" : issue.getData()[0];
		return new Diagnostic(rule.map(Rule::code).orElse(Rule.SYNTAX.code()), severity(issue), source.location(offset, length), issue.getMessage(),
				rule.isPresent() ? remedy : "");
	}

	private static Severity severity(Issue issue) {
		return switch (issue.getSeverity()) {
		case ERROR -> Severity.ERROR;
		case WARNING -> Severity.WARNING;
		default -> Severity.INFO;
		};
	}
}
