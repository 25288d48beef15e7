// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.project;

import java.util.Arrays;
import java.util.stream.Stream;

import org.eclipse.core.resources.ICommand;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.IProjectNature;
import org.eclipse.core.runtime.CoreException;

/** Makes a project check and generate its scenarios. */
public final class ScenarioNature implements IProjectNature {

	/** The nature's id. */
	public static final String ID = "org.nvmx.ui.nature"; //$NON-NLS-1$

	private IProject project;

	@Override
	public void configure() throws CoreException {
		IProjectDescription description = project.getDescription();
		ICommand[] commands = description.getBuildSpec();
		if (Arrays.stream(commands).noneMatch(ScenarioNature::isOurs)) {
			ICommand command = description.newCommand();
			command.setBuilderName(ScenarioBuilder.ID);
			description.setBuildSpec(Stream.concat(Arrays.stream(commands), Stream.of(command)).toArray(ICommand[]::new));
			project.setDescription(description, null);
		}
	}

	@Override
	public void deconfigure() throws CoreException {
		IProjectDescription description = project.getDescription();
		description.setBuildSpec(Arrays.stream(description.getBuildSpec())
				.filter(command -> !isOurs(command))
				.toArray(ICommand[]::new));
		project.setDescription(description, null);
		ScenarioMarkers.delete(project);
	}

	private static boolean isOurs(ICommand command) {
		return ScenarioBuilder.ID.equals(command.getBuilderName());
	}

	@Override
	public IProject getProject() {
		return project;
	}

	@Override
	public void setProject(IProject newProject) {
		project = newProject;
	}
}
