// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.xtext.util.CancelIndicator;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.model.diagnostic.Diagnostic;

/**
 * A problem and what can be done about it.
 *
 * @param diagnostic the problem
 * @param fixes      its quick fixes, best first
 */
public record ScenarioProblem(Diagnostic diagnostic, List<QuickFix> fixes) {

	/** @return the problems of a text, in its order; not for the UI thread */
	public static List<ScenarioProblem> of(String text, Path file, ScenarioLanguageServices services) {
		return services.diagnostics(text, file, CancelIndicator.NullImpl).stream()
				.map(diagnostic -> new ScenarioProblem(diagnostic, services.quickFixes(text, file, diagnostic)))
				.toList();
	}

	/** @return message and remedy in one sentence, as markers and hovers show it */
	public String text() {
		return diagnostic.remedy().isEmpty() ? diagnostic.message() : diagnostic.message() + ": " + diagnostic.remedy();
	}
}
