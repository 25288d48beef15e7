// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.hover;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.ProblemKind;

/** Tells in a hover why a problem is one, in the words of its help page. Message and remedy are the diagnostic's, which editors show themselves. */
public final class ProblemHover {

	private final Function<String, Optional<ProblemKind>> kinds;

	/** @param kinds finds the kind of a code */
	public ProblemHover(Function<String, Optional<ProblemKind>> kinds) {
		this.kinds = kinds;
	}

	/**
	 * @param hover    what there is to say without the problems
	 * @param problems at one place
	 */
	public Optional<Hover> addTo(Optional<Hover> hover, List<Diagnostic> problems) {
		String reasons = problems.stream().map(Diagnostic::code).distinct().flatMap(code -> kinds.apply(code).stream())
				.map(kind -> "**" + kind.code() + ": " + kind.title() + "**\n\n" + kind.explanation()).collect(Collectors.joining("\n\n"));
		if (reasons.isEmpty()) {
			return hover;
		}
		return hover.map(known -> new Hover(known.offset(), known.length(), known.markdown() + "\n\n" + reasons))
				.or(() -> problems.stream().findFirst().map(problem -> new Hover(problem.location().offset(), problem.location().length(), reasons)));
	}
}
