// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.model.diagnostic.Diagnostic;

/**
 * An exported scenario.
 *
 * @param dialect     the release it is written for
 * @param document    the document, whose elements have their places in the scenario's source
 * @param launch      the launch file of v2, if VMs have settings that it holds
 * @param diagnostics what the release cannot say, located in the source
 */
public record ScenarioExport(Dialect dialect, XmlDocument document, Optional<XmlDocument> launch, List<Diagnostic> diagnostics) {

	/** @return the document's text */
	public String text() {
		return new XmlWriter().write(document);
	}
}
