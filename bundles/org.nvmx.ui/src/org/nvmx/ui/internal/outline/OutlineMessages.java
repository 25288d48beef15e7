// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.outline;

import org.eclipse.osgi.util.NLS;

/** Texts of the outline. */
final class OutlineMessages extends NLS {

	public static String Refreshing;

	static {
		NLS.initializeMessages("org.nvmx.ui.internal.outline.messages", OutlineMessages.class); //$NON-NLS-1$
	}

	private OutlineMessages() {
	}
}
