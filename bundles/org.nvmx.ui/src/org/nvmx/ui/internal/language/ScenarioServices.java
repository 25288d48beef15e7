// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.generator.allocation.scenario.AllocationExplanations;
import org.nvmx.target.run.ProductChecks;

/** The language services that all editors and builders share. */
public final class ScenarioServices {

	private ScenarioServices() {
	}

	/** @return the services; the first call takes about a second, so it is not for the UI thread */
	public static ScenarioLanguageServices get() {
		return Holder.INSTANCE;
	}

	private static final class Holder {
		static final ScenarioLanguageServices INSTANCE = ScenarioLanguageServices.create(new AllocationExplanations(), ProductChecks.all());
	}
}
