// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import java.util.Optional;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;

/** Chooses how long the machine may run. */
final class TimeoutPiece implements TabPiece {

	private static final int MINUTE = 60;

	private Spinner seconds;

	@Override
	public void createControl(Composite parent, Runnable changed) {
		Group group = new Group(parent, SWT.NONE);
		group.setText(ConfigMessages.Timeout_group);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
		seconds = new Spinner(group, SWT.BORDER);
		seconds.setValues(MachineAttributes.DEFAULT_TIMEOUT, 0, MachineAttributes.MAXIMUM_TIMEOUT, 0, 1, MINUTE);
		seconds.addModifyListener(event -> changed.run());
		new Label(group, SWT.NONE).setText(ConfigMessages.Timeout_explanation);
	}

	@Override
	public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
		configuration.setAttribute(MachineAttributes.TIMEOUT, MachineAttributes.DEFAULT_TIMEOUT);
	}

	@Override
	public void initializeFrom(ILaunchConfiguration configuration) throws CoreException {
		seconds.setSelection(configuration.getAttribute(MachineAttributes.TIMEOUT, MachineAttributes.DEFAULT_TIMEOUT));
	}

	@Override
	public void performApply(ILaunchConfigurationWorkingCopy configuration) {
		configuration.setAttribute(MachineAttributes.TIMEOUT, seconds.getSelection());
	}

	@Override
	public Optional<String> error(ILaunchConfiguration configuration) throws CoreException {
		int value = configuration.getAttribute(MachineAttributes.TIMEOUT, MachineAttributes.DEFAULT_TIMEOUT);
		return value < 0 || value > MachineAttributes.MAXIMUM_TIMEOUT
				? Optional.of(NLS.bind(ConfigMessages.Timeout_range, MachineAttributes.MAXIMUM_TIMEOUT))
				: Optional.empty();
	}
}
