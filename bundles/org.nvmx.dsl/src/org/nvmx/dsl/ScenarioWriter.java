// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.nio.file.Path;

import org.eclipse.xtext.formatting2.regionaccess.ITextReplacement;
import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.util.TextRegion;
import org.nvmx.dsl.formatting.ScenarioLayout;
import org.nvmx.dsl.serialization.ModelPrinter;
import org.nvmx.dsl.source.ScenarioTexts;
import org.nvmx.model.scenario.ScenarioModel;

import com.google.inject.Inject;

/**
 * Writes a model as text of the language, in the one layout: equal models have equal texts. It is for models that have no text yet; a text that
 * exists is edited, not rewritten.
 */
public final class ScenarioWriter {

	@Inject
	private ModelPrinter printer;

	@Inject
	private ScenarioResources resources;

	@Inject
	private ScenarioLayout layout;

	/** @return a writer for programs that have no injector of their own */
	public static ScenarioWriter create() {
		return ScenarioReader.injector().getInstance(ScenarioWriter.class);
	}

	/**
	 * @param model complete: what the grammar demands is set
	 * @return text that reads back as an equal model
	 * @throws IllegalArgumentException if the language cannot say what the model holds
	 */
	public String write(ScenarioModel model) {
		StringBuilder text = new StringBuilder(printer.print(model));
		XtextResource parsed = resources.parse(text.toString(), Path.of("new.nvmx"), ScenarioTexts.DISK);
		for (ITextReplacement r : layout.replacements(parsed, new TextRegion(0, text.length())).reversed()) {
			text.replace(r.getOffset(), r.getEndOffset(), r.getReplacementText());
		}
		return text.toString();
	}
}
