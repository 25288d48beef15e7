// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.help;

import org.eclipse.osgi.util.NLS;

/** Texts of the help about problems. */
final class HelpMessages extends NLS {

	public static String Explain;
	public static String Why;
	public static String WhatToDo;

	static {
		NLS.initializeMessages("org.nvmx.ui.internal.help.messages", HelpMessages.class); //$NON-NLS-1$
	}

	private HelpMessages() {
	}
}
