// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import java.util.Optional;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.swt.widgets.Composite;

/** One group of controls of a launch tab. The tab is nothing but its pieces. */
interface TabPiece {

	/** Makes the controls; each change the user makes in them calls {@code changed}. */
	void createControl(Composite parent, Runnable changed);

	/** Writes the values of a new configuration. */
	void setDefaults(ILaunchConfigurationWorkingCopy configuration);

	/** Shows the configuration. */
	void initializeFrom(ILaunchConfiguration configuration) throws CoreException;

	/** Stores what the controls show. */
	void performApply(ILaunchConfigurationWorkingCopy configuration);

	/** @return what is wrong with the configuration and what to do, a sentence; pure, so that it is tested without controls */
	Optional<String> error(ILaunchConfiguration configuration) throws CoreException;
}
