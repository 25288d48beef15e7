// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import java.time.Duration;
import java.util.Optional;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.osgi.util.NLS;
import org.nvmx.target.Target;
import org.nvmx.target.Targets;

/**
 * A launch configuration that was read and found good.
 *
 * @param scenario what to run
 * @param target   where
 * @param cpuModel on which of its CPUs
 * @param limit    how long at most; empty for as long as it takes
 */
public record MachineSettings(IFile scenario, Target target, String cpuModel, Optional<Duration> limit) {

	/** @throws CoreException with a sentence that says what is wrong */
	public static MachineSettings of(ILaunchConfiguration configuration) throws CoreException {
		String path = configuration.getAttribute(MachineAttributes.SCENARIO, ""); //$NON-NLS-1$
		IFile scenario = file(path).orElseThrow(() -> problem(NLS.bind(ConfigMessages.Scenario_notFound, path)));
		Target target = target(configuration);
		String cpuModel = configuration.getAttribute(MachineAttributes.CPU_MODEL, target.cpuModels().get(0));
		int seconds = configuration.getAttribute(MachineAttributes.TIMEOUT, MachineAttributes.DEFAULT_TIMEOUT);
		return new MachineSettings(scenario, target, cpuModel,
				Optional.of(Duration.ofSeconds(seconds)).filter(Duration::isPositive));
	}

	static Target target(ILaunchConfiguration configuration) throws CoreException {
		String id = configuration.getAttribute(MachineAttributes.TARGET, Targets.all().get(0).id());
		return Targets.byId(id).orElseThrow(() -> problem(NLS.bind(ConfigMessages.Target_unknown, id)));
	}

	/** @return the file with the workspace path, if there is one */
	static Optional<IFile> file(String path) {
		IPath workspacePath = IPath.fromPortableString(path);
		if (workspacePath.segmentCount() < 2) {
			return Optional.empty();
		}
		return Optional.of(ResourcesPlugin.getWorkspace().getRoot().getFile(workspacePath)).filter(IFile::exists);
	}

	private static CoreException problem(String sentence) {
		return new CoreException(Status.error(sentence));
	}
}
