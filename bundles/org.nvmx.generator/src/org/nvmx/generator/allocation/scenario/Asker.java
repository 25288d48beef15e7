// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.ScenarioPackage;
import org.nvmx.model.scenario.VirtualMachine;

/**
 * The place in a scenario that asks for something.
 *
 * @param element the element
 * @param feature the option of the element, if that alone asks
 */
record Asker(EObject element, Optional<EStructuralFeature> feature) {

	static Asker of(EObject element) {
		return new Asker(element, Optional.empty());
	}

	static Asker usb(PostLaunchedVm vm) {
		return new Asker(vm, Optional.of(ScenarioPackage.Literals.POST_LAUNCHED_VM__USB_DEVICES));
	}

	static Asker console(VirtualMachine vm) {
		return new Asker(vm, Optional.of(ScenarioPackage.Literals.VIRTUAL_MACHINE__CONSOLE_VUART));
	}
}
