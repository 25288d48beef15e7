// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import org.eclipse.xtext.conversion.IValueConverterService;
import org.eclipse.xtext.formatting2.FormatterPreferenceValuesProvider;
import org.eclipse.xtext.formatting2.FormatterPreferences;
import org.eclipse.xtext.formatting2.IFormatter2;
import org.eclipse.xtext.linking.ILinkingDiagnosticMessageProvider;
import org.eclipse.xtext.naming.IQualifiedNameConverter;
import org.eclipse.xtext.parser.antlr.ISyntaxErrorMessageProvider;
import org.eclipse.xtext.preferences.IPreferenceValuesProvider;
import org.eclipse.xtext.validation.IDiagnosticConverter;
import org.eclipse.xtext.validation.IResourceValidator;
import org.nvmx.dsl.conversion.ScenarioValueConverters;
import org.nvmx.dsl.formatting.ScenarioFormatter;
import org.nvmx.dsl.parser.ScenarioSyntaxErrorMessages;
import org.nvmx.dsl.scoping.LinkingMessages;
import org.nvmx.dsl.scoping.PlainNameConverter;
import org.nvmx.dsl.validation.PlacedIssues;
import org.nvmx.dsl.validation.ScenarioResourceValidator;

import com.google.inject.Binder;

/** What the language replaces of Xtext's defaults, with or without a workbench. */
public class ScenarioRuntimeModule extends AbstractScenarioRuntimeModule {

	@Override
	public Class<? extends IValueConverterService> bindIValueConverterService() {
		return ScenarioValueConverters.class;
	}

	public Class<? extends IResourceValidator> bindIResourceValidator() {
		return ScenarioResourceValidator.class;
	}

	public Class<? extends IDiagnosticConverter> bindIDiagnosticConverter() {
		return PlacedIssues.class;
	}

	public Class<? extends IQualifiedNameConverter> bindIQualifiedNameConverter() {
		return PlainNameConverter.class;
	}

	public Class<? extends ILinkingDiagnosticMessageProvider> bindILinkingDiagnosticMessageProvider() {
		return LinkingMessages.class;
	}

	public Class<? extends IFormatter2> bindIFormatter2() {
		return ScenarioFormatter.class;
	}

	public void configureFormatterPreferences(Binder binder) {
		binder.bind(IPreferenceValuesProvider.class).annotatedWith(FormatterPreferences.class).to(FormatterPreferenceValuesProvider.class);
	}

	public Class<? extends ISyntaxErrorMessageProvider> bindISyntaxErrorMessageProvider() {
		return ScenarioSyntaxErrorMessages.class;
	}
}
