// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.board.PlatformRequirement;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlProblem;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.hypervisor.HypervisorProblem;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.target.run.RunProblem;

/** Every kind of problem that a diagnostic can tell of, by its code. */
final class ProblemCatalogue {

	private static final SortedMap<String, List<ProblemKind>> KINDS = new TreeMap<>();

	static {
		// A rule of the language that ACRN's XML has, too, comes first: it has the title and the reason. So do ACRN's rules in the language's words.
		ProblemKind[] inScenarios = Stream.of(AcrnRule.values()).filter(AcrnRule::isForScenarios).map(AcrnRule::inScenario).toArray(ProblemKind[]::new);
		Stream.<ProblemKind[]>of(Rule.values(), inScenarios, XmlProblem.values(), AcrnRule.values(), RunProblem.values(), HypervisorProblem.values(), BoardRule.values(),
				PlatformRequirement.values()).flatMap(Stream::of).forEach(kind -> KINDS.computeIfAbsent(kind.code(), code -> new ArrayList<>()).add(kind));
	}

	private ProblemCatalogue() {
	}

	/** @return all pages, in the order of the codes */
	static List<ProblemPage> pages() {
		return KINDS.values().stream().map(ProblemPage::new).toList();
	}

	/** @return the page of a code, written in any case; empty for a code that does not exist */
	static Optional<ProblemPage> page(String code) {
		return Optional.ofNullable(KINDS.get(code.toUpperCase(Locale.ROOT))).map(ProblemPage::new);
	}
}
