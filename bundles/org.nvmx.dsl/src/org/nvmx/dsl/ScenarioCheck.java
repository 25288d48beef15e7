// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.ProblemKind;

/** Looks at a scenario beyond the language's rules: who knows more than the language and who shows the problems need not know each other. Thread-safe. */
@FunctionalInterface
public interface ScenarioCheck {

	/** Finds nothing. */
	ScenarioCheck NONE = (scenario, known) -> List.of();

	/**
	 * @param scenario without errors of syntax: all that the text says is there, but it may break the language's rules, and references may lead nowhere; a
	 *                 problem is located by its places, and who asked has it told by them
	 * @param known    what the language's rules found; a check that needs a right scenario says nothing if there are errors
	 */
	List<Diagnostic> check(ComposedScenario scenario, List<Diagnostic> known);

	/** @return the kind of the check's problems with a code, or empty for a code that is not one of this check's */
	default Optional<ProblemKind> kind(String code) {
		return Optional.empty();
	}

	/** @return a check that finds what both find */
	default ScenarioCheck and(ScenarioCheck other) {
		ScenarioCheck one = this;
		return new ScenarioCheck() {

			@Override
			public List<Diagnostic> check(ComposedScenario scenario, List<Diagnostic> known) {
				return Stream.concat(one.check(scenario, known).stream(), other.check(scenario, known).stream()).toList();
			}

			@Override
			public Optional<ProblemKind> kind(String code) {
				return one.kind(code).or(() -> other.kind(code));
			}
		};
	}
}
