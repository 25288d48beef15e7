// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.nvmx.acrn.board.PlatformRequirement;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.quickfix.SafeFixes;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.ProblemKind;

/**
 * The help page of a code, made of the texts of its diagnostics.
 *
 * @param kinds what has the code: one kind, or a rule in the words of the language and the same rule in those of ACRN's XML
 */
record ProblemPage(List<ProblemKind> kinds) {

	private static final String ANY = "…";
	private static final String SCENARIOS = "scenarios (`*.nvmx`)";
	private static final String SCENARIO_XML = "ACRN's scenario XML";
	private static final int MAX_ARGUMENTS = 5;

	String code() {
		return kinds.get(0).code();
	}

	String title() {
		ProblemKind first = kinds.get(0);
		return first instanceof PlatformRequirement ? "The processor lacks " + first.title() : first.title();
	}

	/** @return the severities: a rule may have another one in ACRN's XML */
	String severity() {
		return kinds.stream().map(kind -> kind.severity().name().toLowerCase(Locale.ROOT)).distinct().collect(Collectors.joining(", "));
	}

	/** @return in which files it is found, or when */
	String where() {
		return kinds.stream().map(this::where).distinct().collect(Collectors.joining(" and "));
	}

	private String where(ProblemKind kind) {
		if (kind instanceof Rule || kind instanceof AcrnRule.InScenario) {
			return SCENARIOS;
		}
		if (kind instanceof AcrnRule rule) {
			return switch (rule.origin()) {
			case "upgrade" -> "conversions of ACRN's XML to another release";
			case "import" -> "imports of ACRN's XML";
			case "v2 launch" -> "ACRN's launch files";
			default -> SCENARIO_XML;
			};
		}
		return kind.code().startsWith("NVMX2") ? "board files" : kind.code().startsWith("NVMX09") ? "runs of a scenario" : "ACRN's XML files";
	}

	/** @return the releases of ACRN for which a case of the tests is found; empty where that is no matter of releases */
	Optional<String> releases() {
		return kinds.stream().filter(AcrnRule.class::isInstance).map(kind -> ((AcrnRule) kind).releases()).filter(releases -> !releases.isEmpty()).findFirst()
				.map(releases -> releases.stream().map(Dialect::toString).collect(Collectors.joining(", ")));
	}

	boolean hasQuickFix() {
		return ScenarioLanguageServices.hasQuickFix(kinds.get(0));
	}

	String explanation() {
		return kinds.stream().map(ProblemKind::explanation).filter(text -> !text.isEmpty()).findFirst().orElse("");
	}

	/** @param examples what finds it, each a line; empty where that is not known */
	String toMarkdown(List<String> examples) {
		StringBuilder page = new StringBuilder("# " + code() + ": " + title() + "\n\n");
		Map<String, String> facts = new LinkedHashMap<>();
		facts.put("Severity", severity());
		facts.put("Found in", where());
		String fixes = !hasQuickFix() ? "no" : kinds.stream().anyMatch(AcrnRule.class::isInstance) ? "yes, in scenarios" : "yes";
		facts.put("Quick fix", hasQuickFix() && SafeFixes.isSafe(kinds.get(0)) ? fixes + "; `nvmx check --fix` makes it where there is one only" : fixes);
		releases().ifPresent(releases -> facts.put("Releases with a test case", releases));
		origin().ifPresent(origin -> facts.put("ACRN's name", origin));
		page.append("| | |\n|---|---|\n");
		facts.forEach((fact, value) -> page.append("| ").append(fact).append(" | ").append(value).append(" |\n"));
		page.append("\n## What happened\n\n");
		texts(page, kind -> kind.message(places()));
		page.append("\n## Why\n\n").append(explanation()).append('\n');
		page.append("\n## What to do\n\n");
		texts(page, kind -> kind.remedy(places()));
		if (!examples.isEmpty()) {
			page.append("\n## What finds it\n\n");
			examples.forEach(example -> page.append("- ").append(example).append('\n'));
		}
		return page.toString();
	}

	private Optional<String> origin() {
		return kinds.stream().filter(AcrnRule.class::isInstance).map(kind -> ((AcrnRule) kind).origin()).filter(name -> name.matches("([A-Z]\\d+ ?)+")).findFirst();
	}

	private static Object[] places() {
		return Collections.nCopies(MAX_ARGUMENTS, ANY).toArray();
	}

	/** One line for each kind, but for those that say the same. */
	private void texts(StringBuilder page, Function<ProblemKind, String> text) {
		Map<String, String> lines = new LinkedHashMap<>();
		for (ProblemKind kind : kinds) {
			String line = text.apply(kind);
			String shown = line.isEmpty() ? "Nothing: it is told so that you know." : line.equals(ANY) ? "The message names it." : capital(line) + ".";
			lines.merge(shown, where(kind), (a, b) -> a + " and " + b);
		}
		lines.forEach((line, where) -> page.append(lines.size() == 1 ? "" : "- In " + where + ": ").append(line).append('\n'));
	}

	/** Words such as pCPU and vUART are written so everywhere. */
	private static String capital(String text) {
		boolean term = text.length() > 1 && Character.isUpperCase(text.charAt(1));
		return term ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
	}
}
