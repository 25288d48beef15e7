// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.wizard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.actions.WorkspaceModifyOperation;
import org.nvmx.ui.internal.project.ScenarioFiles;
import org.nvmx.ui.internal.project.ScenarioNature;

/** Creates a project with the files of an example. */
final class ProjectCreation extends WorkspaceModifyOperation {

	private final IProject project;
	private final URI location;
	private final Example example;

	/** @param location where the project shall be, null for inside the workspace */
	ProjectCreation(IProject project, URI location, Example example) {
		this.project = project;
		this.location = location;
		this.example = example;
	}

	@Override
	protected void execute(IProgressMonitor monitor) throws CoreException {
		SubMonitor progress = SubMonitor.convert(monitor, NLS.bind(WizardMessages.Creating, project.getName()),
				2 + example.files().size());
		IProjectDescription description = project.getWorkspace().newProjectDescription(project.getName());
		description.setLocationURI(location);
		project.create(description, progress.split(1));
		project.open(progress.split(1));
		project.setDefaultCharset(StandardCharsets.UTF_8.name(), null);
		for (Map.Entry<String, URL> entry : example.files().entrySet()) {
			copy(entry.getValue(), project.getFile(IPath.fromPortableString(entry.getKey())), progress.split(1));
		}
		description = project.getDescription();
		description.setNatureIds(new String[] { ScenarioNature.ID });
		project.setDescription(description, null);
	}

	private static void copy(URL source, IFile target, IProgressMonitor monitor) throws CoreException {
		if (target.exists()) {
			return; // the project's folder was there before: what the user has in it stays
		}
		create(target.getParent());
		try (InputStream content = source.openStream()) {
			target.create(content, true, monitor);
		} catch (IOException e) {
			throw new CoreException(Status.error(NLS.bind(WizardMessages.CannotCopy, target.getName()), e));
		}
	}

	private static void create(IContainer container) throws CoreException {
		if (container instanceof IFolder folder && !folder.exists()) {
			create(folder.getParent());
			folder.create(true, true, null);
		}
	}

	/** @return the scenario that the user wants to see first, if the example has one */
	Optional<IFile> scenario() {
		return example.files().keySet().stream()
				.<IResource>map(path -> project.getFile(IPath.fromPortableString(path)))
				.filter(ScenarioFiles::isScenario)
				.map(IFile.class::cast)
				.findFirst();
	}
}
