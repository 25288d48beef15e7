// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.util.List;

import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;

/** Looks at a scenario beyond the language's rules: who knows more than the language and who shows the problems need not know each other. Thread-safe. */
@FunctionalInterface
public interface ScenarioCheck {

	/** Finds nothing. */
	ScenarioCheck NONE = (scenario, source) -> List.of();

	/**
	 * @param scenario without errors of the language's rules
	 * @param source   the text of the scenario's file; the scenario's elements know their places in it
	 */
	List<Diagnostic> check(Scenario scenario, SourceText source);
}
