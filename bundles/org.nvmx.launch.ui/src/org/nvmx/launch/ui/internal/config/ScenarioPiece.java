// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;
import org.eclipse.ui.model.WorkbenchLabelProvider;
import org.nvmx.ui.internal.project.ScenarioFiles;

/** Chooses the scenario. */
final class ScenarioPiece implements TabPiece {

	private Text scenario;

	@Override
	public void createControl(Composite parent, Runnable changed) {
		Group group = new Group(parent, SWT.NONE);
		group.setText(ConfigMessages.Scenario_group);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
		scenario = new Text(group, SWT.BORDER);
		scenario.setMessage(ConfigMessages.Scenario_hint);
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(scenario);
		scenario.addModifyListener(event -> changed.run());
		Button browse = new Button(group, SWT.PUSH);
		browse.setText(ConfigMessages.Scenario_browse);
		browse.addListener(SWT.Selection, event -> browse());
	}

	private void browse() {
		ElementListSelectionDialog dialog = new ElementListSelectionDialog(scenario.getShell(), new WorkbenchLabelProvider() {
			@Override
			protected String decorateText(String input, Object element) {
				return ((IResource) element).getFullPath().makeRelative().toString();
			}
		});
		dialog.setTitle(ConfigMessages.Scenario_dialog);
		dialog.setMessage(ConfigMessages.Scenario_dialogMessage);
		dialog.setElements(scenarios().toArray());
		if (dialog.open() == Window.OK) {
			scenario.setText(((IFile) dialog.getFirstResult()).getFullPath().toString());
		}
	}

	private static List<IFile> scenarios() {
		List<IFile> found = new ArrayList<>();
		try {
			ResourcesPlugin.getWorkspace().getRoot().accept(proxy -> {
				if (proxy.getType() == IResource.FILE && proxy.getName().endsWith(".nvmx") //$NON-NLS-1$
						&& ScenarioFiles.isScenario(proxy.requestResource())) {
					found.add((IFile) proxy.requestResource());
				}
				return true;
			}, IResource.NONE);
		} catch (CoreException e) {
			ILog.get().log(e.getStatus());
		}
		return found;
	}

	@Override
	public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
		// the launch shortcut knows the scenario; a configuration made by hand starts without
	}

	@Override
	public void initializeFrom(ILaunchConfiguration configuration) throws CoreException {
		scenario.setText(configuration.getAttribute(MachineAttributes.SCENARIO, "")); //$NON-NLS-1$
	}

	@Override
	public void performApply(ILaunchConfigurationWorkingCopy configuration) {
		String path = scenario.getText().strip();
		configuration.setAttribute(MachineAttributes.SCENARIO, path);
		Optional<IFile> file = MachineSettings.file(path);
		configuration.setMappedResources(file.map(found -> new IResource[] { found }).orElse(null));
	}

	@Override
	public Optional<String> error(ILaunchConfiguration configuration) throws CoreException {
		String path = configuration.getAttribute(MachineAttributes.SCENARIO, ""); //$NON-NLS-1$
		if (path.isEmpty()) {
			return Optional.of(ConfigMessages.Scenario_missing);
		}
		if (MachineSettings.file(path).isEmpty()) {
			return Optional.of(NLS.bind(ConfigMessages.Scenario_notFound, path));
		}
		return Optional.empty();
	}
}
