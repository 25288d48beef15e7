// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.project;

import java.util.LinkedHashSet;
import java.util.Set;

import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IResourceDelta;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;

/** Tells which files of a project are scenarios and which a change concerns. */
public final class ScenarioFiles {

	/** The folder of a project that holds what the builder writes. */
	public static final String GENERATED = "generated"; //$NON-NLS-1$

	private static final String EXTENSION = "nvmx"; //$NON-NLS-1$
	private static final int CONTENT_CHANGES = IResourceDelta.CONTENT | IResourceDelta.REPLACED | IResourceDelta.ENCODING;

	private ScenarioFiles() {
	}

	/** @return whether the resource is a scenario that somebody wrote */
	public static boolean isScenario(IResource resource) {
		return resource instanceof IFile && EXTENSION.equals(resource.getFileExtension()) && !isGenerated(resource);
	}

	/** @return the scenarios of the project */
	static Set<IFile> all(IProject project) throws CoreException {
		Set<IFile> scenarios = new LinkedHashSet<>();
		project.accept(resource -> {
			if (isScenario(resource)) {
				scenarios.add((IFile) resource);
			}
			return !isGenerated(resource);
		});
		return scenarios;
	}

	/**
	 * @return the scenarios that the change concerns, deleted ones among them: those that changed themselves, and all when
	 *         some other file changed, since a scenario names files that it wants checked
	 */
	static Set<IFile> changed(IProject project, IResourceDelta change) throws CoreException {
		Set<IFile> scenarios = new LinkedHashSet<>();
		boolean[] others = { false };
		change.accept(delta -> {
			IResource resource = delta.getResource();
			if (resource instanceof IFile file && touchesContent(delta)) {
				if (isScenario(file)) {
					scenarios.add(file);
				} else if (!isGenerated(file)) {
					others[0] = true;
				}
			}
			return !isGenerated(resource);
		});
		if (others[0]) {
			scenarios.addAll(all(project));
		}
		return scenarios;
	}

	private static boolean touchesContent(IResourceDelta delta) {
		return delta.getKind() != IResourceDelta.CHANGED || (delta.getFlags() & CONTENT_CHANGES) != 0;
	}

	private static boolean isGenerated(IResource resource) {
		IPath path = resource.getProjectRelativePath();
		return path.segmentCount() > 0 && GENERATED.equals(path.segment(0));
	}

	/** @return the folder for what is generated from the scenario: {@code generated/<path without extension>} */
	static IContainer generated(IFile scenario) {
		IPath path = scenario.getProjectRelativePath().removeFileExtension();
		return scenario.getProject().getFolder(IPath.fromPortableString(GENERATED).append(path));
	}
}
