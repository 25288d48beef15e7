// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.util.List;
import java.util.Optional;

import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioModel;

/**
 * A scenario file as read. The model is as complete as the text allows: with errors among the diagnostics, any feature may be unset.
 *
 * @param file        the file as the user named it
 * @param text        its text, empty if it could not be read
 * @param written     what stands in this file alone, never null, for who prints it; what it amounts to are the scenarios
 * @param scenarios   the file's scenarios with all that they use
 * @param diagnostics in the order of the text
 */
public record ScenarioDocument(String file, String text, ScenarioModel written, List<ComposedScenario> scenarios, List<Diagnostic> diagnostics) {

	public ScenarioDocument {
		scenarios = List.copyOf(scenarios);
		diagnostics = List.copyOf(diagnostics);
	}

	/** @return the file's first scenario with all that it uses */
	public Optional<Scenario> scenario() {
		return composed().map(ComposedScenario::scenario);
	}

	/** @return the file's first scenario with all that it uses, and its places in the text */
	public Optional<ComposedScenario> composed() {
		return scenarios.stream().findFirst();
	}

	/** @return the problem that the file is no scenario, for who needs one; empty if there is one, or if the diagnostics say why there is none */
	public Optional<Diagnostic> lackOfScenario() {
		Rule rule = Rule.ONLY_FRAGMENTS;
		return hasErrors() || !scenarios.isEmpty() ? Optional.empty()
				: Optional.of(new Diagnostic(rule.code(), rule.severity(), Location.ofFile(file), rule.message(), rule.remedy()));
	}

	/** @return whether the reader understood a part of the text only, so that the model lacks what the author wrote */
	public boolean hasSyntaxErrors() {
		return written.eResource() instanceof XtextResource resource && resource.getParseResult() != null && resource.getParseResult().hasSyntaxErrors();
	}

	/** @return whether anything may be generated from the model */
	public boolean hasErrors() {
		return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
	}
}
