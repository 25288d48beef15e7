// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.xtext.util.CancelIndicator;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.model.diagnostic.Diagnostic;

/** The services under test, asked about texts of a file that does not exist. */
final class Services {

	static final ScenarioLanguageServices SERVICES = ScenarioLanguageServices.create();
	static final Path FILE = Path.of("no such folder ä", "scenario.nvmx");

	private Services() {
	}

	static List<Diagnostic> problems(String text) {
		return SERVICES.diagnostics(text, FILE, CancelIndicator.NullImpl);
	}

	/** @return the text after the fix with a title, applied to the first problem that has one */
	static String fixed(String text, String title) {
		for (Diagnostic problem : problems(text)) {
			for (QuickFix fix : SERVICES.quickFixes(text, FILE, problem)) {
				if (fix.title().equals(title)) {
					return TextChange.apply(text, fix.changes());
				}
			}
		}
		throw new AssertionError("no fix '" + title + "' for " + problems(text));
	}

	static List<String> titles(String text) {
		return titles(text, FILE);
	}

	static List<String> titles(String text, Path file) {
		return SERVICES.diagnostics(text, file, CancelIndicator.NullImpl).stream().flatMap(p -> SERVICES.quickFixes(text, file, p).stream()).map(QuickFix::title).distinct()
				.toList();
	}
}
