// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.wizard;

import org.eclipse.osgi.util.NLS;

/** Texts of the project wizard. */
final class WizardMessages extends NLS {

	static String CannotCopy;
	static String CannotCreate;
	static String Creating;
	static String ExamplePage_description;
	static String ExamplePage_examples;
	static String ExamplePage_none;
	static String ExamplePage_title;
	static String ProjectPage_description;
	static String ProjectPage_title;
	static String Wizard_title;

	static {
		NLS.initializeMessages("org.nvmx.ui.internal.wizard.messages", WizardMessages.class); //$NON-NLS-1$
	}

	private WizardMessages() {
	}
}
