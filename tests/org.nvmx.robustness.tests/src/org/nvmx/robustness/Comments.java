// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.highlighting.Token;

/** The comments of scenarios. */
final class Comments {

	private static final ScenarioLanguageServices SERVICES = ScenarioLanguageServices.create();

	private Comments() {
	}

	/** @return the comments of a text, with their marks and without the blanks around them, in its order */
	static List<String> of(String text) {
		return SERVICES.tokens(text, Path.of("s.nvmx")).stream().filter(token -> token.style() == Token.Style.COMMENT)
				.map(token -> text.substring(token.offset(), token.offset() + token.length()).strip()).toList();
	}

	/** @throws MisbehaviourException if an edit has lost a comment */
	static void check(String edit, String before, String after) throws MisbehaviourException {
		List<String> lost = new ArrayList<>(of(before));
		of(after).forEach(lost::remove);
		if (!lost.isEmpty()) {
			throw new MisbehaviourException(edit.replaceAll("'.*'|\\d+$", "") + " loses a comment", edit + " loses " + lost + "; it makes:\n" + after);
		}
	}
}
