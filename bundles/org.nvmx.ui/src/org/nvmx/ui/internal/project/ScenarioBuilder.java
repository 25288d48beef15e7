// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.project;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResourceDelta;
import org.eclipse.core.resources.IncrementalProjectBuilder;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.ui.internal.language.ScenarioProblem;
import org.nvmx.ui.internal.language.ScenarioServices;

/** Keeps markers and generated files in step with the scenarios of a project. */
public final class ScenarioBuilder extends IncrementalProjectBuilder {

	/** The builder's id. */
	public static final String ID = "org.nvmx.ui.builder"; //$NON-NLS-1$

	private final ScenarioReader reader = ScenarioReader.create();
	private final GeneratedFiles generated = new GeneratedFiles();
	private Set<IProject> importedProjects = Set.of();

	@Override
	protected IProject[] build(int kind, Map<String, String> arguments, IProgressMonitor monitor) throws CoreException {
		IResourceDelta change = kind == FULL_BUILD ? null : getDelta(getProject());
		Set<IFile> all = ScenarioFiles.all(getProject());
		Set<IFile> scenarios = change == null ? all : ScenarioFiles.changed(getProject(), change);
		ScenarioImports imports = ScenarioImports.of(all);
		scenarios.addAll(imports.importersOf(Stream.concat(scenarios.stream(), changedElsewhere(change).stream()).toList()));
		SubMonitor progress = SubMonitor.convert(monitor, scenarios.size());
		for (IFile scenario : scenarios) {
			progress.subTask(scenario.getFullPath().toString());
			build(scenario, progress.split(1));
			if (isInterrupted()) {
				throw new OperationCanceledException();
			}
		}
		importedProjects = imports.projects();
		importedProjects.remove(getProject());
		return importedProjects.toArray(IProject[]::new);
	}

	/** @return the scenarios of other projects that have changed since the last build and may be imported in this one */
	private Set<IFile> changedElsewhere(IResourceDelta ownChange) throws CoreException {
		Set<IFile> changed = new LinkedHashSet<>();
		for (IProject project : ownChange == null ? Set.<IProject>of() : importedProjects) {
			IResourceDelta change = getDelta(project);
			if (change != null) {
				changed.addAll(ScenarioFiles.changed(project, change));
			}
		}
		return changed;
	}

	private void build(IFile scenario, IProgressMonitor monitor) throws CoreException {
		if (!scenario.exists()) {
			generated.delete(scenario, monitor);
			return;
		}
		String text = scenario.readString();
		Path file = Path.of(scenario.getLocation().toOSString());
		List<ScenarioProblem> problems = ScenarioProblem.of(text, file, ScenarioServices.ofSavedFiles());
		ScenarioMarkers.replace(scenario, problems);
		if (problems.stream().noneMatch(problem -> problem.diagnostic().severity() == Severity.ERROR)) {
			Optional<Scenario> model = reader.read(text, file).scenario();
			if (model.isPresent()) {
				generated.update(scenario, model.get(), monitor);
			} else {
				generated.delete(scenario, monitor);
			}
		}
	}

	@Override
	protected void clean(IProgressMonitor monitor) throws CoreException {
		ScenarioMarkers.delete(getProject());
		SubMonitor progress = SubMonitor.convert(monitor);
		for (IFile scenario : ScenarioFiles.all(getProject())) {
			progress.setWorkRemaining(1000);
			generated.delete(scenario, progress.split(1));
		}
	}

	/** Builds one project without holding up work on the others. */
	@Override
	public ISchedulingRule getRule(int kind, Map<String, String> arguments) {
		return getProject();
	}
}
