// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.acrn.TextModelSource;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioModel;

/**
 * A scenario file as read. The model is as complete as the text allows: with errors among the diagnostics, any feature may be unset.
 *
 * @param file        the file as the user named it
 * @param text        its text, empty if it could not be read
 * @param model       never null; empty if there is nothing to read
 * @param diagnostics in the order of the text
 */
public record ScenarioDocument(String file, String text, ScenarioModel model, List<Diagnostic> diagnostics) {

	public ScenarioDocument {
		diagnostics = List.copyOf(diagnostics);
	}

	/** @return the file's first scenario */
	public Optional<Scenario> scenario() {
		return model.getDefinitions().stream().filter(Scenario.class::isInstance).map(Scenario.class::cast).findFirst();
	}

	/**
	 * @param feature null for the object as a whole
	 * @return where the feature's first value stands in the text, or the object where the feature was not written
	 */
	public Location locationOf(EObject object, EStructuralFeature feature) {
		return new TextModelSource(new SourceText(file, text)).location(object, feature);
	}

	/** @return whether the reader understood a part of the text only, so that the model lacks what the author wrote */
	public boolean hasSyntaxErrors() {
		return model.eResource() instanceof XtextResource resource && resource.getParseResult() != null && resource.getParseResult().hasSyntaxErrors();
	}

	/** @return whether anything may be generated from the model */
	public boolean hasErrors() {
		return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
	}
}
