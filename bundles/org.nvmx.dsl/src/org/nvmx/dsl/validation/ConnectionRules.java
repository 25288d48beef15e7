// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_CONNECTION__NAME;

import org.eclipse.xtext.validation.Check;
import org.nvmx.model.scenario.VuartConnection;

/** What connects VMs. ACRN's XML has two ends by its form; the language's text can have any number. */
public class ConnectionRules extends RuleSet {

	@Check
	public void twoEnds(VuartConnection connection) {
		if (connection.getEndpoints().size() != 2) {
			report(Rule.VUART_ENDS, connection, VUART_CONNECTION__NAME, connection.getName(), connection.getEndpoints().size());
		}
	}
}
