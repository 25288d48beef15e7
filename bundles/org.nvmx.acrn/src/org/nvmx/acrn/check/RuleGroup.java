// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.Optional;

import org.nvmx.acrn.scenario.ScenarioXml;

/** Rules about one subject. They get any document, so nothing that they look for needs to be there. */
interface RuleGroup {

	void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings);
}
