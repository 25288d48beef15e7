// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.harness;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IncrementalProjectBuilder;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swtbot.eclipse.finder.SWTWorkbenchBot;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.DefaultCondition;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A workbench with an empty workspace for each test, and what most tests do with it. */
public final class Workbench implements BeforeEachCallback, AfterEachCallback {

	/** The marker type of the scenario builder. */
	public static final String PROBLEM = "org.nvmx.ui.problem";

	private static final String WELCOME = "org.eclipse.ui.internal.introview";
	private static final long PATIENCE = Long.getLong("nvmx.patience", 30_000);

	private final SWTWorkbenchBot bot = new SWTWorkbenchBot();

	static {
		SWTBotPreferences.TIMEOUT = PATIENCE;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		UIThreadRunnable.syncExec((VoidResult) () -> {
			IWorkbenchPage page = page();
			page.hideView(page.findView(WELCOME));
			page.getWorkbenchWindow().getShell().setBounds(0, 0, 1280, 860);
			page.getWorkbenchWindow().getShell().forceActive();
		});
	}

	@Override
	public void afterEach(ExtensionContext context) throws CoreException {
		bot.closeAllShells();
		bot.closeAllEditors();
		for (IProject project : ResourcesPlugin.getWorkspace().getRoot().getProjects()) {
			project.delete(true, true, null);
		}
	}

	/** @return the robot */
	public SWTWorkbenchBot bot() {
		return bot;
	}

	private static IWorkbenchPage page() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
	}

	/** Waits for something, looking again and again. */
	public void until(String what, Callable<Boolean> condition) {
		until(what, condition, PATIENCE);
	}

	/** Waits for something, looking again and again. */
	public void until(String what, Callable<Boolean> condition, long milliseconds) {
		bot.waitUntil(new DefaultCondition() {
			@Override
			public boolean test() throws Exception {
				return condition.call();
			}

			@Override
			public String getFailureMessage() {
				return "never happened: " + what;
			}
		}, milliseconds);
	}

	/** Makes a project from an example with the wizard, as a user does, and waits until it is built. */
	public IProject createProject(String example, String name) throws Exception {
		bot.menu("File").menu("New").menu("Project...").click();
		SWTBotShell chooser = bot.shell("New Project").activate();
		bot.tree().expandNode("nVMX").select("nVMX Project");
		bot.button("Next >").click();
		SWTBotShell wizard = bot.shell("New nVMX Project").activate();
		String line = Arrays.stream(bot.list().getItems()).filter(item -> item.startsWith(example)).findFirst().orElseThrow();
		bot.list().select(line);
		bot.button("Next >").click();
		bot.textWithLabel("Project name:").setText(name);
		Screenshots.take("wizard-" + example);
		bot.button("Finish").click();
		bot.waitUntil(Conditions.shellCloses(wizard));
		IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject(name);
		until("project " + name, () -> project.exists() && !chooser.isOpen());
		awaitBuild();
		return project;
	}

	/** Waits for automatic builds. */
	public void awaitBuild() throws Exception {
		Job.getJobManager().join(ResourcesPlugin.FAMILY_AUTO_BUILD, null);
	}

	/** Builds everything now. */
	public void build() throws Exception {
		ResourcesPlugin.getWorkspace().build(IncrementalProjectBuilder.INCREMENTAL_BUILD, null);
		awaitBuild();
	}

	/** @return the problems of a file that the builder found */
	public List<IMarker> problems(IResource file) throws CoreException {
		return List.of(file.findMarkers(PROBLEM, true, IResource.DEPTH_INFINITE));
	}

	/** @return the first problem with the code, when it is there */
	public IMarker awaitProblem(IResource file, String code) throws CoreException {
		Predicate<IMarker> wanted = marker -> code.equals(marker.getAttribute("code", ""));
		until("marker " + code, () -> problems(file).stream().anyMatch(wanted));
		return problems(file).stream().filter(wanted).findFirst().orElseThrow();
	}

	/** Opens a file in its editor. */
	public SWTBotEclipseEditor open(IFile file) {
		UIThreadRunnable.syncExec((VoidResult) () -> {
			try {
				IDE.openEditor(page(), file);
			} catch (PartInitException e) {
				throw new IllegalStateException(e);
			}
		});
		return bot.editorByTitle(file.getName()).toTextEditor();
	}

	/** Replaces a piece of the text that is there once, as if it were selected and overwritten. */
	public void replace(SWTBotEclipseEditor editor, String old, String replacement) {
		List<String> lines = editor.getLines();
		for (int line = 0; line < lines.size(); line++) {
			int column = lines.get(line).indexOf(old);
			if (column >= 0) {
				editor.selectRange(line, column, old.length());
				editor.insertText(replacement);
				return;
			}
		}
		throw new IllegalArgumentException("no '" + old + "' in\n" + editor.getText());
	}
}
