// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the editor asks of the language, on plain text so that nothing in the user interface knows parsers or models.
 * Every call may take as long as parsing takes: none belongs on the UI thread, but for {@link #instance()}.
 */
public interface ScenarioLanguage {

	/** @return the language services of the headless bundles, loaded at the first question, not here */
	static ScenarioLanguage instance() {
		return IdeScenarioLanguage.INSTANCE;
	}

	/** @return the words that the grammar reserves */
	Set<String> keywords();

	/** @return the problems of the text, each with its fixes; files it names are looked for beside {@code file} */
	List<ScenarioProblem> problems(String text, Path file);

	/** @return what may be written at the offset, best first */
	List<ScenarioProposal> proposals(String text, Path file, int offset);

	/** @return the explanation of what stands at the offset */
	Optional<ScenarioHover> hover(String text, Path file, int offset);

	/** @return the top level of the outline */
	List<OutlineEntry> outline(String text, Path file);

	/** @return the text in the one common style, or the same text when it has syntax errors */
	String format(String text, Path file);
}
