// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.CoreException;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

/**
 * Puts the errors that kept a scenario from running into the Problems view, on the scenario: most files they are about, generated
 * or of the hypervisor, are none of the workspace. The builder's own problems are there already.
 */
final class ScenarioMarkerLog {

	private static final String TYPE = "org.nvmx.launch.ui.problem"; //$NON-NLS-1$
	private static final String CODE = "code"; //$NON-NLS-1$

	private ScenarioMarkerLog() {
	}

	/** Forgets the last launch. */
	static void clear(IFile scenario) throws CoreException {
		scenario.deleteMarkers(TYPE, true, 0);
	}

	/** Shows the errors that are not about the text of the scenario. */
	static void show(IFile scenario, List<Diagnostic> problems) throws CoreException {
		for (Diagnostic problem : problems) {
			Location location = problem.location();
			if (problem.severity() == Severity.ERROR && !isText(scenario, location)) {
				scenario.createMarker(TYPE, Map.of(IMarker.SEVERITY, IMarker.SEVERITY_ERROR,
						IMarker.MESSAGE, problem.toString(),
						IMarker.LOCATION, location.toString(),
						CODE, problem.code()));
			}
		}
	}

	private static boolean isText(IFile scenario, Location location) {
		return location.line() > 0 && Path.of(location.file()).equals(Path.of(scenario.getLocation().toOSString()));
	}
}
