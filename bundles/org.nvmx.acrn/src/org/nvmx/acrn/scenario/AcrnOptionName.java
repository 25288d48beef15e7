// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;

/** What ACRN calls an option of the model; the model itself says so. */
public final class AcrnOptionName {

	private static final String OPTION = "urn:nvmx:option";

	private AcrnOptionName() {
	}

	/** @return such as {@code hv.MEMORY.STACK_SIZE}, or the feature's own name where ACRN has none */
	public static String of(EStructuralFeature feature) {
		String name = EcoreUtil.getAnnotation(feature, OPTION, "acrn");
		return name == null || name.equals("none") ? feature.getName() : name;
	}
}
