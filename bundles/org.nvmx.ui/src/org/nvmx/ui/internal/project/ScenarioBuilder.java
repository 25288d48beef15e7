// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

/** Keeps markers and generated files in step with the scenarios of a project. */
public final class ScenarioBuilder extends IncrementalProjectBuilder {

	/** The builder's id. */
	public static final String ID = "org.nvmx.ui.builder"; //$NON-NLS-1$

	private final ScenarioReader reader = ScenarioReader.create();
	private final GeneratedFiles generated = new GeneratedFiles();

	@Override
	protected IProject[] build(int kind, Map<String, String> arguments, IProgressMonitor monitor) throws CoreException {
		IResourceDelta change = kind == FULL_BUILD ? null : getDelta(getProject());
		Set<IFile> scenarios = change == null
				? ScenarioFiles.all(getProject())
				: ScenarioFiles.changed(getProject(), change);
		SubMonitor progress = SubMonitor.convert(monitor, scenarios.size());
		for (IFile scenario : scenarios) {
			progress.subTask(scenario.getFullPath().toString());
			build(scenario, progress.split(1));
			if (isInterrupted()) {
				throw new OperationCanceledException();
			}
		}
		return new IProject[0];
	}

	private void build(IFile scenario, IProgressMonitor monitor) throws CoreException {
		if (!scenario.exists()) {
			generated.delete(scenario, monitor);
			return;
		}
		String text = scenario.readString();
		Path file = Path.of(scenario.getLocation().toOSString());
		List<ScenarioProblem> problems = ScenarioProblem.of(text, file);
		ScenarioMarkers.replace(scenario, problems);
		if (problems.stream().noneMatch(problem -> problem.diagnostic().severity() == Severity.ERROR)) {
			Optional<Scenario> model = reader.read(text, file).scenario();
			if (model.isPresent()) {
				generated.update(scenario, model.get(), monitor);
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
