// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.osgi.util.NLS;

/** Texts of the editor. */
final class EditorMessages extends NLS {

	public static String Checking;
	public static String Formatting;
	public static String FormattingOutdated;

	static {
		NLS.initializeMessages("org.nvmx.ui.internal.editor.messages", EditorMessages.class); //$NON-NLS-1$
	}

	private EditorMessages() {
	}
}
