// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.nvmx.dsl.ScenarioReader;

/** The language services of the headless bundles. */
final class IdeScenarioLanguage implements ScenarioLanguage {

	static final ScenarioLanguage INSTANCE = new IdeScenarioLanguage();

	@Override
	public Set<String> keywords() {
		return Set.of("scenario");
	}

	@Override
	public List<ScenarioProblem> problems(String text, Path file) {
		return ScenarioReader.create().read(text, file).diagnostics().stream()
				.map(diagnostic -> new ScenarioProblem(diagnostic, List.of()))
				.toList();
	}

	@Override
	public List<ScenarioProposal> proposals(String text, Path file, int offset) {
		return List.of();
	}

	@Override
	public Optional<ScenarioHover> hover(String text, Path file, int offset) {
		return Optional.empty();
	}

	@Override
	public List<OutlineEntry> outline(String text, Path file) {
		return List.of();
	}

	@Override
	public String format(String text, Path file) {
		return text;
	}
}
