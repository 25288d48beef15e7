// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide;

import org.eclipse.xtext.util.Modules2;
import org.nvmx.dsl.ScenarioRuntimeModule;
import org.nvmx.dsl.ScenarioStandaloneSetup;

import com.google.inject.Guice;
import com.google.inject.Injector;

/** Sets the language up together with the services for editors. */
public class ScenarioIdeSetup extends ScenarioStandaloneSetup {

	@Override
	public Injector createInjector() {
		return Guice.createInjector(Modules2.mixin(new ScenarioRuntimeModule(), new ScenarioIdeModule()));
	}
}
