// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import java.util.Locale;

/** What a line of the outline stands for. */
public enum OutlineKind {
	SCENARIO, HYPERVISOR, MACHINE, NESTED, MEMBER;

	/** @return the icon's path in this bundle */
	public String icon() {
		return "icons/" + name().toLowerCase(Locale.ROOT) + ".png"; //$NON-NLS-1$ //$NON-NLS-2$
	}
}
