// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import java.util.List;

import org.nvmx.model.diagnostic.Diagnostic;

/**
 * A problem and what can be done about it.
 *
 * @param diagnostic the problem
 * @param fixes      its quick fixes, best first
 */
public record ScenarioProblem(Diagnostic diagnostic, List<ScenarioFix> fixes) {

	/** @return message and remedy in one sentence, as markers and hovers show it */
	public String text() {
		return diagnostic.remedy().isEmpty() ? diagnostic.message() : diagnostic.message() + ": " + diagnostic.remedy();
	}
}
