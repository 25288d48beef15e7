// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.preferences;

import org.eclipse.osgi.util.NLS;

/** Texts of the preference page. */
final class PreferenceMessages extends NLS {

	public static String CodeMinings;

	static {
		NLS.initializeMessages("org.nvmx.ui.internal.preferences.messages", PreferenceMessages.class); //$NON-NLS-1$
	}

	private PreferenceMessages() {
	}
}
