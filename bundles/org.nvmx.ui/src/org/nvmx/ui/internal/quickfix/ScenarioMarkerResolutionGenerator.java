// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.quickfix;

import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.IMarkerResolutionGenerator2;
import org.nvmx.ui.internal.project.ScenarioMarkers;

/** Finds the quick fixes of a marker. The builder wrote their names into it, so the question costs nothing. */
public final class ScenarioMarkerResolutionGenerator implements IMarkerResolutionGenerator2 {

	@Override
	public boolean hasResolutions(IMarker marker) {
		return !ScenarioMarkers.fixes(marker).isEmpty();
	}

	@Override
	public IMarkerResolution[] getResolutions(IMarker marker) {
		List<String> fixes = ScenarioMarkers.fixes(marker);
		if (!(marker.getResource() instanceof IFile)) {
			return new IMarkerResolution[0];
		}
		return fixes.stream()
				.map(label -> new ScenarioMarkerResolution(marker, label))
				.toArray(IMarkerResolution[]::new);
	}
}
