// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationType;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.ILaunchShortcut2;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorPart;
import org.nvmx.ui.internal.project.ScenarioFiles;

/** Run As > nVMX Machine: launches the scenario's configuration, which it makes the first time. */
public final class MachineLaunchShortcut implements ILaunchShortcut2 {

	@Override
	public void launch(ISelection selection, String mode) {
		scenario(selection).ifPresent(file -> launch(file, mode));
	}

	@Override
	public void launch(IEditorPart editor, String mode) {
		scenario(editor).ifPresent(file -> launch(file, mode));
	}

	/** Configurations are files, so they are looked for and written in the background. */
	private static void launch(IFile scenario, String mode) {
		Display display = Display.getCurrent();
		Job job = Job.create(NLS.bind(ConfigMessages.Shortcut_preparing, scenario.getName()), (ICoreRunnable) monitor -> {
			ILaunchConfiguration[] known = configurations(scenario);
			ILaunchConfiguration chosen = known.length > 0 ? known[0] : create(scenario);
			display.asyncExec(() -> DebugUITools.launch(chosen, mode));
		});
		job.setUser(true);
		job.schedule();
	}

	private static ILaunchConfiguration create(IFile scenario) throws CoreException {
		ILaunchManager manager = DebugPlugin.getDefault().getLaunchManager();
		ILaunchConfigurationType type = manager.getLaunchConfigurationType(MachineAttributes.TYPE);
		String name = scenario.getFullPath().removeFileExtension().lastSegment();
		ILaunchConfigurationWorkingCopy configuration = type.newInstance(null, manager.generateLaunchConfigurationName(name));
		configuration.setAttribute(MachineAttributes.SCENARIO, scenario.getFullPath().toString());
		configuration.setMappedResources(new IResource[] { scenario });
		return configuration.doSave();
	}

	private static ILaunchConfiguration[] configurations(IFile scenario) throws CoreException {
		ILaunchManager manager = DebugPlugin.getDefault().getLaunchManager();
		ILaunchConfigurationType type = manager.getLaunchConfigurationType(MachineAttributes.TYPE);
		List<ILaunchConfiguration> found = new ArrayList<>();
		for (ILaunchConfiguration configuration : manager.getLaunchConfigurations(type)) {
			if (configuration.getAttribute(MachineAttributes.SCENARIO, "").equals(scenario.getFullPath().toString())) { //$NON-NLS-1$
				found.add(configuration);
			}
		}
		return found.toArray(ILaunchConfiguration[]::new);
	}

	@Override
	public ILaunchConfiguration[] getLaunchConfigurations(ISelection selection) {
		return configurations(scenario(selection));
	}

	@Override
	public ILaunchConfiguration[] getLaunchConfigurations(IEditorPart editor) {
		return configurations(scenario(editor));
	}

	private static ILaunchConfiguration[] configurations(Optional<IFile> scenario) {
		try {
			return scenario.isPresent() ? configurations(scenario.get()) : null;
		} catch (CoreException e) {
			ILog.get().log(e.getStatus());
			return null;
		}
	}

	@Override
	public IResource getLaunchableResource(ISelection selection) {
		return scenario(selection).orElse(null);
	}

	@Override
	public IResource getLaunchableResource(IEditorPart editor) {
		return scenario(editor).orElse(null);
	}

	private static Optional<IFile> scenario(ISelection selection) {
		Object first = selection instanceof IStructuredSelection structured ? structured.getFirstElement() : null;
		return Optional.ofNullable(Adapters.adapt(first, IFile.class)).filter(ScenarioFiles::isScenario);
	}

	private static Optional<IFile> scenario(IEditorPart editor) {
		return Optional.ofNullable(Adapters.adapt(editor.getEditorInput(), IFile.class)).filter(ScenarioFiles::isScenario);
	}
}
