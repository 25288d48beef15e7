// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.project;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.nvmx.ui.internal.language.ScenarioServices;

/** Which files the scenarios of a project depend on because they import them. */
final class ScenarioImports {

	private static final String WORD = "import"; //$NON-NLS-1$

	private final Map<IFile, Set<Path>> imports = new LinkedHashMap<>();

	/** @param scenarios those that exist are read */
	static ScenarioImports of(Collection<IFile> scenarios) throws CoreException {
		ScenarioImports found = new ScenarioImports();
		for (IFile scenario : scenarios) {
			String text = scenario.exists() ? scenario.readString() : ""; //$NON-NLS-1$
			if (text.contains(WORD)) {
				found.imports.put(scenario, ScenarioServices.ofSavedFiles().imports(text, path(scenario)));
			}
		}
		return found;
	}

	private static Path path(IFile file) {
		return Path.of(file.getLocation().toOSString()).toAbsolutePath().normalize();
	}

	/** @return the scenarios that import one of the files */
	Set<IFile> importersOf(Collection<IFile> files) {
		Set<Path> changed = new LinkedHashSet<>();
		files.stream().filter(file -> file.getLocation() != null).map(ScenarioImports::path).forEach(changed::add);
		Set<IFile> importers = new LinkedHashSet<>();
		imports.forEach((scenario, imported) -> {
			if (!Collections.disjoint(imported, changed)) {
				importers.add(scenario);
			}
		});
		return importers;
	}

	/** @return the projects of imported files */
	Set<IProject> projects() {
		Set<IProject> projects = new LinkedHashSet<>();
		imports.values().stream().flatMap(Collection::stream)
				.flatMap(file -> Arrays.stream(ResourcesPlugin.getWorkspace().getRoot().findFilesForLocationURI(file.toUri()))).map(IResource::getProject)
				.forEach(projects::add);
		return projects;
	}
}
