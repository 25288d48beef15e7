// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.debug.ui.actions.ILaunchable;
import org.nvmx.ui.internal.project.ScenarioFiles;

/** Tells the platform that scenarios can be launched. */
public final class LaunchableScenarioFactory implements IAdapterFactory {

	private static final ILaunchable LAUNCHABLE = new ILaunchable() {
	};

	@Override
	public <T> T getAdapter(Object adaptable, Class<T> type) {
		boolean scenario = adaptable instanceof IResource resource && ScenarioFiles.isScenario(resource);
		return scenario && type == ILaunchable.class ? type.cast(LAUNCHABLE) : null;
	}

	@Override
	public Class<?>[] getAdapterList() {
		return new Class<?>[] { ILaunchable.class };
	}
}
