// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.wizard;

import org.eclipse.osgi.util.NLS;

/** Texts of the project wizard. */
final class WizardMessages extends NLS {

	public static String CannotCopy;
	public static String CannotCreate;
	public static String Creating;
	public static String ExamplePage_description;
	public static String ExamplePage_examples;
	public static String ExamplePage_none;
	public static String ExamplePage_title;
	public static String ProjectPage_description;
	public static String ProjectPage_title;
	public static String Wizard_title;

	static {
		NLS.initializeMessages("org.nvmx.ui.internal.wizard.messages", WizardMessages.class); //$NON-NLS-1$
	}

	private WizardMessages() {
	}
}
