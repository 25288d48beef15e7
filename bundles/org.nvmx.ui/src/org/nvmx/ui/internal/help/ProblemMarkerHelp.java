// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.help;

import org.eclipse.core.resources.IMarker;
import org.eclipse.ui.IMarkerHelpContextProvider;
import org.nvmx.target.run.ProductChecks;
import org.nvmx.ui.internal.project.ScenarioMarkers;

/** Leads from a problem in the Problems view, by F1, to its page. */
public final class ProblemMarkerHelp implements IMarkerHelpContextProvider {

	private static final String PREFIX = "org.nvmx.ui."; //$NON-NLS-1$

	@Override
	public boolean hasHelpContextForMarker(IMarker marker) {
		return ProductChecks.kind(ScenarioMarkers.code(marker)).isPresent();
	}

	@Override
	public String getHelpContextForMarker(IMarker marker) {
		return PREFIX + ScenarioMarkers.code(marker);
	}
}
