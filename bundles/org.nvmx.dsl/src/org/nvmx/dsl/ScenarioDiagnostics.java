// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.util.CancelIndicator;
import org.eclipse.xtext.validation.CheckMode;
import org.eclipse.xtext.validation.IResourceValidator;
import org.eclipse.xtext.validation.Issue;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioModel;

import com.google.inject.Inject;

/** All problems of a resource, as diagnostics in the order of the text. */
public final class ScenarioDiagnostics {

	/** More problems than a person reads; the rest is counted. */
	static final int MAX_DIAGNOSTICS = 200;

	private static final Comparator<Diagnostic> TEXT_ORDER = Comparator.<Diagnostic>comparingInt(d -> d.location().offset())
			.thenComparing(Diagnostic::code);

	@Inject
	private IResourceValidator validator;

	/**
	 * @param check looks at the scenarios of a text without errors of syntax
	 * @throws org.eclipse.xtext.service.OperationCanceledError if cancelled, or the platform's OperationCanceledException
	 */
	public List<Diagnostic> of(XtextResource resource, SourceText source, ScenarioCheck check, CancelIndicator cancel) {
		List<Issue> issues = validator.validate(resource, CheckMode.ALL, cancel);
		List<Diagnostic> found = new ArrayList<>(issues.stream().map(issue -> diagnostic(issue, source)).distinct().toList());
		if (resource.getParseResult() != null && !resource.getParseResult().hasSyntaxErrors()) {
			List<Diagnostic> known = List.copyOf(found);
			scenarios(resource).forEach(scenario -> found.addAll(check.check(scenario, source, known)));
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

	private static List<Scenario> scenarios(XtextResource resource) {
		return resource.getContents().stream().filter(ScenarioModel.class::isInstance).flatMap(model -> ((ScenarioModel) model).getDefinitions().stream())
				.filter(Scenario.class::isInstance).map(Scenario.class::cast).toList();
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
