// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.run;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.model.LaunchConfigurationDelegate;
import org.nvmx.launch.ui.internal.config.MachineSettings;

/** Launches a machine. The platform calls it on a job of its own, with progress that the user may cancel. */
public final class MachineLaunchDelegate extends LaunchConfigurationDelegate {

	@Override
	public void launch(ILaunchConfiguration configuration, String mode, ILaunch launch, IProgressMonitor monitor)
			throws CoreException {
		MachineSettings settings = MachineSettings.of(configuration);
		ScenarioMarkerLog.clear(settings.scenario());
		new LaunchedMachine(launch, settings, monitor).start();
	}

	@Override
	protected IProject[] getBuildOrder(ILaunchConfiguration configuration, String mode) throws CoreException {
		return new IProject[] { MachineSettings.of(configuration).scenario().getProject() };
	}

	@Override
	protected IProject[] getProjectsForProblemSearch(ILaunchConfiguration configuration, String mode) throws CoreException {
		return getBuildOrder(configuration, mode);
	}
}
