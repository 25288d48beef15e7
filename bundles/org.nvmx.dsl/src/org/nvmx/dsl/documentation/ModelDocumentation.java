// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.documentation;

import java.util.Optional;

import org.eclipse.emf.ecore.EAnnotation;
import org.eclipse.emf.ecore.EModelElement;
import org.eclipse.emf.ecore.util.EcoreUtil;

/** What the Ecore model says about its elements. It is the only place where an option is described: hover, completion and reference take it from there. */
public final class ModelDocumentation {

	/** Source of the annotation with an option's details. */
	private static final String OPTION = "urn:nvmx:option";

	/** A detail of an option. */
	public enum Detail {
		/** ACRN's name of the option. */
		ACRN("acrn", "ACRN"),
		/** QEMU's option, for nested VMs. */
		QEMU("qemu", "QEMU"),
		/** The value that holds if nothing is written. */
		DEFAULT("default", "Default"),
		/** The values that may be written. */
		RANGE("range", "Values");

		private final String key;
		private final String label;

		Detail(String key, String label) {
			this.key = key;
			this.label = label;
		}

		public String label() {
			return label;
		}
	}

	private ModelDocumentation() {
	}

	/** @return what the element is, a few sentences; empty if the model does not say */
	public static String text(EModelElement element) {
		String text = EcoreUtil.getDocumentation(element);
		return text == null ? "" : text;
	}

	public static Optional<String> detail(EModelElement element, Detail detail) {
		EAnnotation option = element.getEAnnotation(OPTION);
		return option == null ? Optional.empty() : Optional.ofNullable(option.getDetails().get(detail.key));
	}
}
