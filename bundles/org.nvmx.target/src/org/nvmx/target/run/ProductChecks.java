// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.util.Optional;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.ScenarioCheck;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.acrn.AcrnRulesCheck;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.ProblemKind;

/** What all programs of this product look for in a scenario beyond the language's rules, so that they find the same. */
public final class ProductChecks {

	private ProductChecks() {
	}

	/** @return reads scenarios as every program of this product does: with the language's rules and all of these checks */
	public static ScenarioReader reader() {
		return ScenarioReader.create().with(all());
	}

	/** @return what a problem of a scenario is, for any code that {@link #reader()} may tell; empty for other codes */
	public static Optional<ProblemKind> kind(String code) {
		return Rule.ofCode(code).map(ProblemKind.class::cast).or(() -> AcrnRule.ofCode(code).map(AcrnRule::inScenario)).or(() -> BoardRule.ofCode(code))
				.or(() -> RunProblem.ofCode(code));
	}

	/** @return ACRN's rules with the scenario's board, and what the bundled hypervisor does not run */
	public static ScenarioCheck all() {
		return new AcrnRulesCheck(new BoardCatalogue()).and(SupportCheck.ofProduct());
	}
}
