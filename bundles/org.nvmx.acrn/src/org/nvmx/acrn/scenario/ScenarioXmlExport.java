// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlIndent;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.model.scenario.Scenario;

/** ACRN's scenario XML of a scenario. Pure: the same scenario gives the same bytes. */
public final class ScenarioXmlExport {

	private final Dialect dialect;

	/** @throws IllegalArgumentException for a release that is not exported to yet: only 2.5 to 2.7 are */
	public ScenarioXmlExport(Dialect dialect) {
		if (!dialect.isWithin(Dialect.V2_5, Dialect.V2_7)) {
			throw new IllegalArgumentException("scenarios are exported for ACRN v2.5 to v2.7, not for " + dialect);
		}
		this.dialect = dialect;
	}

	/** @return the document's text, indented, in an order that does not depend on the order of options in the scenario's source */
	public String export(Scenario scenario) {
		XmlDocument document = new XmlDocument(new V2ScenarioElements(dialect).root(scenario));
		XmlIndent.indent(document.root());
		return new XmlWriter().write(document);
	}
}
