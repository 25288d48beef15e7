// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.Collection;
import java.util.stream.Collectors;

import org.eclipse.emf.common.util.Enumerator;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.model.scenario.VirtualMachine;

/** A value of the model in a few words, for messages. */
final class ModelText {

	private ModelText() {
	}

	/** @return names of VMs, literals of enumerations, and for other objects what they say, without their containers */
	static String of(Object value) {
		return switch (value) {
		case null -> "";
		case Collection<?> values -> values.stream().map(ModelText::of).collect(Collectors.joining(", "));
		case VirtualMachine vm -> vm.getName();
		case Enumerator literal -> literal.getLiteral();
		case Boolean on -> on ? "on" : "off";
		case EObject object -> object.eClass().getEAllStructuralFeatures().stream().filter(object::eIsSet).map(feature -> of(object, feature))
				.collect(Collectors.joining(" "));
		default -> value.toString();
		};
	}

	private static String of(EObject object, EStructuralFeature feature) {
		return of(object.eGet(feature));
	}
}
