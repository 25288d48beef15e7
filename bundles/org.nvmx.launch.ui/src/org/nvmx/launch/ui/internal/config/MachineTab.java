// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/** What to run and on what. */
public final class MachineTab extends AbstractLaunchConfigurationTab {

	private final List<TabPiece> pieces = List.of(new ScenarioPiece(), new TargetPiece(), new TimeoutPiece());
	private LocalResourceManager images;

	@Override
	public void createControl(Composite parent) {
		images = new LocalResourceManager(JFaceResources.getResources(), parent);
		Composite page = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().applyTo(page);
		pieces.forEach(piece -> piece.createControl(page, this::scheduleUpdateJob));
		setControl(page);
	}

	@Override
	public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
		pieces.forEach(piece -> piece.setDefaults(configuration));
	}

	@Override
	public void initializeFrom(ILaunchConfiguration configuration) {
		try {
			for (TabPiece piece : pieces) {
				piece.initializeFrom(configuration);
			}
		} catch (CoreException e) {
			setErrorMessage(e.getMessage());
			ILog.get().log(e.getStatus());
		}
	}

	@Override
	public void performApply(ILaunchConfigurationWorkingCopy configuration) {
		pieces.forEach(piece -> piece.performApply(configuration));
	}

	@Override
	public boolean isValid(ILaunchConfiguration configuration) {
		setErrorMessage(null);
		try {
			for (TabPiece piece : pieces) {
				Optional<String> error = piece.error(configuration);
				if (error.isPresent()) {
					setErrorMessage(error.get());
					return false;
				}
			}
			return true;
		} catch (CoreException e) {
			setErrorMessage(e.getMessage());
			return false;
		}
	}

	@Override
	public String getName() {
		return ConfigMessages.Tab_name;
	}

	@Override
	public String getId() {
		return "org.nvmx.launch.machineTab"; //$NON-NLS-1$
	}

	@Override
	public Image getImage() {
		return images == null ? null : ResourceLocator.imageDescriptorFromBundle(MachineTab.class, "icons/machine.png") //$NON-NLS-1$
				.map(images::create)
				.orElse(null);
	}
}
