// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.project;

import org.eclipse.osgi.util.NLS;

/** Texts of the builder. */
final class ProjectMessages extends NLS {

	public static String CannotWrite;

	static {
		NLS.initializeMessages("org.nvmx.ui.internal.project.messages", ProjectMessages.class); //$NON-NLS-1$
	}

	private ProjectMessages() {
	}
}
