// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.model.diagnostic.Location;

/** Where the language read a model, for problems of what is exported from it. */
record ScenarioSource(ScenarioDocument document) implements ModelSource {

	@Override
	public String file() {
		return document.file();
	}

	@Override
	public String text() {
		return document.text();
	}

	@Override
	public XmlSpan span(EObject object, EStructuralFeature feature) {
		Location location = document.locationOf(object, feature);
		return location.line() == 0 ? XmlSpan.NONE : new XmlSpan(location.offset(), location.length());
	}
}
