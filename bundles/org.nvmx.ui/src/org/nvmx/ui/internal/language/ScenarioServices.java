// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.generator.allocation.scenario.AllocationExplanations;
import org.nvmx.target.run.ProductChecks;

/** The language services that all editors and builders share. Those of editors take imported files from open editors, those of builders from the disk. */
public final class ScenarioServices {

	private ScenarioServices() {
	}

	/** @return the services for editors; the first call takes about a second, so it is not for the UI thread */
	public static ScenarioLanguageServices get() {
		return Holder.OF_EDITORS;
	}

	/** @return the services for what is saved; not for the UI thread, either */
	public static ScenarioLanguageServices ofSavedFiles() {
		return Holder.OF_FILES;
	}

	private static final class Holder {
		static final ScenarioLanguageServices OF_FILES = ScenarioLanguageServices.create(new AllocationExplanations(), ProductChecks.all());
		static final ScenarioLanguageServices OF_EDITORS = OF_FILES.with(EditedTexts::read);
	}
}
