// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.xtext.util.CancelIndicator;
import org.nvmx.dsl.source.ScenarioTexts;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.dsl.source.TextFileReader;
import org.nvmx.dsl.source.TextFileReader.UnreadableTextException;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.ScenarioFactory;

import com.google.inject.Inject;
import com.google.inject.Injector;

/**
 * Reads scenarios without a workbench: parse, link, validate. Whatever the input is, the answer is a document with diagnostics, never an
 * exception. Instances may be used by several threads at once.
 */
public final class ScenarioReader {

	private final ScenarioResources resources;
	private final ScenarioDiagnostics diagnostics;
	private final ScenarioCheck check;

	@Inject
	public ScenarioReader(ScenarioResources resources, ScenarioDiagnostics diagnostics) {
		this(resources, diagnostics, ScenarioCheck.NONE);
	}

	private ScenarioReader(ScenarioResources resources, ScenarioDiagnostics diagnostics, ScenarioCheck check) {
		this.resources = resources;
		this.diagnostics = diagnostics;
		this.check = check;
	}

	/** @return a reader for programs that have no injector of their own */
	public static ScenarioReader create() {
		return injector().getInstance(ScenarioReader.class);
	}

	/** @return a reader that finds what the check finds, too */
	public ScenarioReader with(ScenarioCheck further) {
		return new ScenarioReader(resources, diagnostics, further);
	}

	static Injector injector() {
		return Standalone.INJECTOR;
	}

	/** @param file a scenario; its relative paths are resolved against the folder it is in */
	public ScenarioDocument read(Path file) {
		try {
			return read(TextFileReader.read(file), file);
		} catch (UnreadableTextException e) {
			return unreadable(file, e);
		}
	}

	/**
	 * @param text the text of a scenario, as an editor holds it
	 * @param file where the text belongs; names the diagnostics' locations and resolves relative paths, and need not exist
	 */
	public ScenarioDocument read(String text, Path file) {
		return read(text, file, CancelIndicator.NullImpl);
	}

	/** @throws org.eclipse.xtext.service.OperationCanceledError if cancelled, or the platform's OperationCanceledException */
	public ScenarioDocument read(String text, Path file, CancelIndicator cancel) {
		ComposedFile composed = new ComposedFile(resources.parse(text, file, ScenarioTexts.DISK), new SourceText(file.toString(), text));
		List<Diagnostic> problems = diagnostics.of(composed, check, cancel);
		return new ScenarioDocument(file.toString(), text, composed.model(), composed.scenarios(), problems);
	}

	private static ScenarioDocument unreadable(Path file, UnreadableTextException e) {
		Rule rule = e.rule();
		Diagnostic problem = new Diagnostic(rule.code(), rule.severity(), Location.ofFile(file.toString()), rule.message(e.arguments()),
				rule.remedy(e.arguments()));
		return new ScenarioDocument(file.toString(), "", ScenarioFactory.eINSTANCE.createScenarioModel(), List.of(), List.of(problem));
	}

	/** Set up once, on first use. */
	private static final class Standalone {
		private static final Injector INJECTOR = new ScenarioStandaloneSetup().createInjectorAndDoEMFRegistration();
	}
}
