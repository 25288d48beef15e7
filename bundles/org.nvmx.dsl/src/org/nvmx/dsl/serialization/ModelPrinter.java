// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.serialization;

import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.IGrammarAccess;
import org.nvmx.model.scenario.ScenarioModel;

import com.google.inject.Inject;

/** Prints a model as words of the language with a space between them, without layout. */
public final class ModelPrinter {

	@Inject
	private IGrammarAccess grammar;

	@Inject
	private ValuePrinter values;

	/** @throws IllegalArgumentException if the language cannot say what the model holds */
	public String print(ScenarioModel model) {
		StringBuilder text = new StringBuilder();
		new GrammarPrinter(values, model, text).print(GrammarUtil.allParserRules(grammar.getGrammar()).get(0).getAlternatives());
		return text.toString();
	}
}
