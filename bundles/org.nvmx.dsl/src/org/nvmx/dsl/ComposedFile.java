// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.composition.ComposedDefinition;
import org.nvmx.dsl.composition.CompositionProblem;
import org.nvmx.dsl.composition.ImportProblems;
import org.nvmx.dsl.composition.ScenarioComposer;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;

/** A parsed file, and what its definitions amount to together with the files that it imports. Not for several threads at once. */
public final class ComposedFile {

	/**
	 * A definition with its places in the file.
	 *
	 * @param definition as it is written and as it stands
	 * @param places     of the definition as it stands
	 */
	record Part(ComposedDefinition definition, TextModelSource places) {
	}

	private final XtextResource resource;
	private final SourceText source;
	private final ScenarioModel model;
	private final List<Part> parts;

	/** @param source the text of the resource */
	public ComposedFile(XtextResource resource, SourceText source) {
		this.resource = resource;
		this.source = source;
		EObject root = resource.getContents().isEmpty() ? null : resource.getContents().get(0);
		model = root instanceof ScenarioModel parsed ? parsed : ScenarioFactory.eINSTANCE.createScenarioModel();
		parts = ScenarioComposer.compose(model).stream().map(definition -> new Part(definition, new TextModelSource(source, definition.trace()))).toList();
	}

	XtextResource resource() {
		return resource;
	}

	public SourceText source() {
		return source;
	}

	/** @return what is written in the file, empty if it is no text of the language */
	ScenarioModel model() {
		return model;
	}

	List<Part> parts() {
		return parts;
	}

	List<CompositionProblem> importProblems() {
		return ImportProblems.of(model);
	}

	/** @return whether all that the texts say is there: the file itself has no error of syntax, and nothing that it needs of others is missing */
	boolean isComplete() {
		boolean parsed = resource.getParseResult() != null && !resource.getParseResult().hasSyntaxErrors();
		return parsed && Stream.concat(importProblems().stream(), parts.stream().flatMap(part -> part.definition().problems().stream()))
				.noneMatch(problem -> problem.rule().severity() == Severity.ERROR);
	}

	/** @return the definitions in the order of the text */
	public List<ComposedDefinition> definitions() {
		return parts.stream().map(Part::definition).toList();
	}

	/** @return the scenarios in the order of the text */
	public List<ComposedScenario> scenarios() {
		return parts.stream().filter(part -> part.definition().whole() instanceof Scenario)
				.map(part -> new ComposedScenario((Scenario) part.definition().whole(), part.places())).toList();
	}
}
