// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.dsl.ScenarioCheck;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.acrn.AcrnRulesCheck;

/** What all programs of this product look for in a scenario beyond the language's rules, so that they find the same. */
public final class ProductChecks {

	private ProductChecks() {
	}

	/** @return reads scenarios as every program of this product does: with the language's rules and all of these checks */
	public static ScenarioReader reader() {
		return ScenarioReader.create().with(all());
	}

	/** @return ACRN's rules with the scenario's board, and what the bundled hypervisor does not run */
	public static ScenarioCheck all() {
		return new AcrnRulesCheck(new BoardCatalogue()).and(SupportCheck.ofProduct());
	}
}
