// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.quickfix;

import org.eclipse.osgi.util.NLS;

/** Texts of the quick fixes. */
final class QuickFixMessages extends NLS {

	public static String Fixing;

	static {
		NLS.initializeMessages("org.nvmx.ui.internal.quickfix.messages", QuickFixMessages.class); //$NON-NLS-1$
	}

	private QuickFixMessages() {
	}
}
