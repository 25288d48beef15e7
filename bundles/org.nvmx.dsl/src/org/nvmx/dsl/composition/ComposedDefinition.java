// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.util.List;

import org.nvmx.model.scenario.Definition;

/**
 * A definition as it stands with all that it uses.
 *
 * @param written  the definition in the text
 * @param whole    a copy with everything in it, or the written one itself if it uses nothing
 * @param trace    from the copy to what is written
 * @param problems what keeps it from being put together
 */
public record ComposedDefinition(Definition written, Definition whole, CompositionTrace trace, List<CompositionProblem> problems) {

	public ComposedDefinition {
		problems = List.copyOf(problems);
	}

	/** @return whether the definition uses anything */
	public boolean isCopy() {
		return whole != written;
	}
}
