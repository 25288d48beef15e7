// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.project;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.osgi.util.NLS;
import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.generator.Artifact;
import org.nvmx.generator.GeneratedFolder;
import org.nvmx.generator.GenerationOptions;
import org.nvmx.generator.ScenarioGenerator;
import org.nvmx.model.board.Board;
import org.nvmx.model.scenario.Scenario;

/** What is generated from a scenario, in the project's visible folder {@value ScenarioFiles#GENERATED}, marked as derived. */
final class GeneratedFiles {

	private final BoardCatalogue boards = new BoardCatalogue();

	/** Generates from a scenario that has no errors; writes only what changed. */
	void update(IFile scenario, Scenario model, IProgressMonitor monitor) throws CoreException {
		Optional<Board> board = boards.boardOf(model, Path.of(scenario.getLocation().toOSString()));
		write(scenario, new ScenarioGenerator().generate(model, board, GenerationOptions.DEFAULT), monitor);
	}

	/** Removes what was generated from a scenario; what the user put beside it stays. */
	void delete(IFile scenario, IProgressMonitor monitor) throws CoreException {
		if (ScenarioFiles.generated(scenario).exists()) {
			write(scenario, List.of(), monitor);
		}
	}

	private static void write(IFile scenario, List<Artifact> artifacts, IProgressMonitor monitor) throws CoreException {
		SubMonitor progress = SubMonitor.convert(monitor, 2);
		IContainer folder = ScenarioFiles.generated(scenario);
		IPath location = folder.getLocation();
		try {
			new GeneratedFolder(Path.of(location.toOSString())).update(artifacts);
		} catch (IOException e) {
			throw new CoreException(Status.error(NLS.bind(ProjectMessages.CannotWrite, folder.getFullPath()), e));
		}
		progress.worked(1);
		IFolder root = scenario.getProject().getFolder(ScenarioFiles.GENERATED);
		root.refreshLocal(IResource.DEPTH_INFINITE, progress.split(1));
		if (root.exists() && !root.isDerived()) {
			root.setDerived(true, null);
		}
	}
}
