// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.nvmx.target.Target;
import org.nvmx.target.Targets;
import org.nvmx.target.doctor.Check;

/** Chooses the target and its CPU, and says what this host lacks for it. */
final class TargetPiece implements TabPiece {

	private static final int SENTENCE_WIDTH = 400;

	private final List<Target> targets = Targets.all();
	private Combo target;
	private Combo cpuModel;
	private Label host;

	@Override
	public void createControl(Composite parent, Runnable changed) {
		Group group = new Group(parent, SWT.NONE);
		group.setText(ConfigMessages.Target_group);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
		new Label(group, SWT.NONE).setText(ConfigMessages.Target_target);
		target = new Combo(group, SWT.READ_ONLY);
		target.setItems(targets.stream().map(Target::id).toArray(String[]::new));
		target.addListener(SWT.Selection, event -> {
			showTarget(""); //$NON-NLS-1$
			changed.run();
		});
		new Label(group, SWT.NONE).setText(ConfigMessages.Target_cpuModel);
		cpuModel = new Combo(group, SWT.READ_ONLY);
		cpuModel.addListener(SWT.Selection, event -> changed.run());
		host = new Label(group, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(SENTENCE_WIDTH, SWT.DEFAULT).applyTo(host);
	}

	private void showTarget(String model) {
		Target chosen = targets.get(Math.max(target.getSelectionIndex(), 0));
		cpuModel.setItems(chosen.cpuModels().toArray(String[]::new));
		cpuModel.select(Math.max(chosen.cpuModels().indexOf(model), 0));
		host.setText(""); //$NON-NLS-1$
		Job.createSystem(ConfigMessages.Target_checking, (ICoreRunnable) monitor -> {
			Optional<Check> missing = chosen.missingRequirement();
			if (!host.isDisposed()) {
				host.getDisplay().asyncExec(() -> showHost(chosen, missing));
			}
		}).schedule();
	}

	private void showHost(Target checked, Optional<Check> missing) {
		if (!host.isDisposed() && target.getText().equals(checked.id())) {
			host.setText(missing.map(Check::sentence).orElse("")); //$NON-NLS-1$
			host.requestLayout();
		}
	}

	@Override
	public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
		configuration.setAttribute(MachineAttributes.TARGET, targets.get(0).id());
		configuration.setAttribute(MachineAttributes.CPU_MODEL, targets.get(0).cpuModels().get(0));
	}

	@Override
	public void initializeFrom(ILaunchConfiguration configuration) throws CoreException {
		target.setText(MachineSettings.target(configuration).id());
		showTarget(configuration.getAttribute(MachineAttributes.CPU_MODEL, "")); //$NON-NLS-1$
	}

	@Override
	public void performApply(ILaunchConfigurationWorkingCopy configuration) {
		configuration.setAttribute(MachineAttributes.TARGET, target.getText());
		configuration.setAttribute(MachineAttributes.CPU_MODEL, cpuModel.getText());
	}

	@Override
	public Optional<String> error(ILaunchConfiguration configuration) throws CoreException {
		Target chosen = MachineSettings.target(configuration);
		String model = configuration.getAttribute(MachineAttributes.CPU_MODEL, chosen.cpuModels().get(0));
		return chosen.cpuModels().contains(model) ? Optional.empty()
				: Optional.of(NLS.bind(ConfigMessages.Target_unknownCpu, chosen.id(), model));
	}
}
