// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.explanation;

import java.nio.file.Path;
import java.util.List;

import org.nvmx.model.scenario.Scenario;

/** Explains scenarios: who decides and who shows the decisions need not know each other. Thread-safe. */
@FunctionalInterface
public interface ExplanationSource {

	/** Explains nothing. */
	ExplanationSource NONE = (scenario, file) -> List.of();

	/**
	 * @param scenario may have any error that the language can express, and references that lead nowhere
	 * @param file     the scenario's file, from which its board is found; need not exist
	 */
	List<Explanation> explain(Scenario scenario, Path file);
}
