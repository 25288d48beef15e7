// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.preferences;

import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.AbstractPreferenceInitializer;
import org.eclipse.core.runtime.preferences.DefaultScope;

/** What a user may choose, and what holds until then. */
public final class ScenarioPreferences extends AbstractPreferenceInitializer {

	/** The node of the preferences. */
	public static final String NODE = "org.nvmx.ui"; //$NON-NLS-1$
	/** Whether the editor shows what is allocated beside the text. */
	public static final String CODE_MININGS = "codeMinings"; //$NON-NLS-1$

	@Override
	public void initializeDefaultPreferences() {
		DefaultScope.INSTANCE.getNode(NODE).putBoolean(CODE_MININGS, true);
	}

	/** @return whether the editor shows what is allocated beside the text */
	public static boolean showsCodeMinings() {
		return Platform.getPreferencesService().getBoolean(NODE, CODE_MININGS, true, null);
	}
}
