// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.emf.common.util.Diagnostic;
import org.eclipse.emf.ecore.util.Diagnostician;
import org.eclipse.xtext.Constants;
import org.eclipse.xtext.util.CancelIndicator;
import org.eclipse.xtext.validation.AbstractInjectableValidator;
import org.eclipse.xtext.validation.CancelableDiagnostician;
import org.eclipse.xtext.validation.CheckMode;
import org.eclipse.xtext.validation.FeatureBasedDiagnostic;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Definition;

import com.google.inject.Inject;
import com.google.inject.name.Named;

/** Checks the copy of a definition that has everything in it. What it finds has the places of what is written. */
public final class ComposedValidator {

	@Inject
	private Diagnostician diagnostician;
	@Inject
	@Named(Constants.LANGUAGE_NAME)
	private String language;

	/** @throws org.eclipse.xtext.service.OperationCanceledError if cancelled */
	public List<org.nvmx.model.diagnostic.Diagnostic> validate(Definition whole, TextModelSource places, CancelIndicator cancel) {
		Map<Object, Object> options = new HashMap<>();
		options.put(AbstractInjectableValidator.CURRENT_LANGUAGE_NAME, language);
		options.put(CheckMode.KEY, CheckMode.ALL);
		options.put(CancelableDiagnostician.CANCEL_INDICATOR, cancel);
		return leaves(diagnostician.validate(whole, options)).filter(FeatureBasedDiagnostic.class::isInstance).map(FeatureBasedDiagnostic.class::cast)
				.map(found -> places.told(diagnostic(found, places))).toList();
	}

	private static Stream<Diagnostic> leaves(Diagnostic diagnostic) {
		return diagnostic.getChildren().isEmpty() ? Stream.of(diagnostic) : diagnostic.getChildren().stream().flatMap(ComposedValidator::leaves);
	}

	private static org.nvmx.model.diagnostic.Diagnostic diagnostic(FeatureBasedDiagnostic found, TextModelSource places) {
		List<XmlSpan> values = places.spans(found.getSourceEObject(), found.getFeature());
		int index = Math.max(0, found.getIndex());
		XmlSpan place = index < values.size() ? values.get(index) : places.span(found.getSourceEObject(), null);
		String remedy = Optional.ofNullable(found.getIssueData()).stream().flatMap(Arrays::stream).findFirst().orElse("");
		Severity severity = found.getSeverity() == Diagnostic.ERROR ? Severity.ERROR : found.getSeverity() == Diagnostic.WARNING ? Severity.WARNING : Severity.INFO;
		return new org.nvmx.model.diagnostic.Diagnostic(found.getIssueCode(), severity, places.location(place), found.getMessage(), remedy);
	}
}
