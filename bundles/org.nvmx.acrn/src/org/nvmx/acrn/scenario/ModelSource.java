// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.xml.XmlSpan;

/** The text that a scenario model was read from, so that problems of the exported document are reported there. */
public interface ModelSource {

	/** For models that come from nowhere. */
	ModelSource NONE = new ModelSource() {

		@Override
		public String file() {
			return "";
		}

		@Override
		public String text() {
			return "";
		}

		@Override
		public XmlSpan span(EObject object, EStructuralFeature feature, int index) {
			return XmlSpan.NONE;
		}
	};

	/** @return the file as the user named it */
	String file();

	/** @return the whole text */
	String text();

	/**
	 * @param feature null for the object as a whole
	 * @return where the feature's first value stands, or the object where the feature was not written
	 */
	default XmlSpan span(EObject object, EStructuralFeature feature) {
		return span(object, feature, 0);
	}

	/** @return where a value of a list stands, or the object where the value was not written */
	XmlSpan span(EObject object, EStructuralFeature feature, int index);
}
