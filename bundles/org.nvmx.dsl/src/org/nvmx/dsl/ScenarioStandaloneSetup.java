// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import org.eclipse.emf.ecore.EPackage;
import org.nvmx.model.scenario.ScenarioPackage;

import com.google.inject.Injector;

/** Sets the language up where no extension registry does it. */
public class ScenarioStandaloneSetup extends ScenarioStandaloneSetupGenerated {

	public static void doSetup() {
		new ScenarioStandaloneSetup().createInjectorAndDoEMFRegistration();
	}

	@Override
	public Injector createInjectorAndDoEMFRegistration() {
		// The grammar refers to the package by its address, so it has to be known before the grammar is loaded.
		EPackage.Registry.INSTANCE.put(ScenarioPackage.eNS_URI, ScenarioPackage.eINSTANCE);
		return super.createInjectorAndDoEMFRegistration();
	}
}
