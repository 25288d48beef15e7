// SPDX-License-Identifier: EPL-2.0
package org.nvmx.install.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfigurationType;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.wizard.IWizard;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;

/**
 * Started with a workbench, tries what a user of a fresh installation would try, writes down what happened, a line each, into the file
 * that the system property {@value #RESULT} names, and closes the workbench. It knows nothing of nVMX but public ids.
 */
public final class Probe implements IStartup {

	private static final String RESULT = "nvmx.probe.result";
	private static final String BROKEN = """
			scenario broken
			hypervisor {
				serial console "/dev/ttyS0"
				scheduler bvt
				nested virtualization on
			}
			""";
	private static final String ERROR = "org.eclipse.ui.workbench.texteditor.error";
	private static final long PATIENCE_SECONDS = 60;

	private final List<String> result = new ArrayList<>();

	@Override
	public void earlyStartup() {
		String file = System.getProperty(RESULT);
		if (file == null) {
			return;
		}
		IWorkbench workbench = PlatformUI.getWorkbench();
		try {
			tryEverything(workbench);
		} catch (Exception e) { // whatever it is, the one who started us wants to read it
			result.add("failed=" + e);
		}
		try {
			Files.writeString(Path.of(file), String.join("\n", result) + "\n");
		} catch (IOException e) {
			Platform.getLog(Probe.class).error("cannot write the result", e);
		}
		workbench.getDisplay().asyncExec(workbench::close);
	}

	private void tryEverything(IWorkbench workbench) throws Exception {
		result.add("contentType=" + Platform.getContentTypeManager().findContentTypeFor("a.nvmx").getId());
		ILaunchConfigurationType launch = DebugPlugin.getDefault().getLaunchManager().getLaunchConfigurationType("org.nvmx.launch.machine");
		result.add("launch=" + launch.getName() + " " + launch.getDelegates(Set.of("run"))[0].getDelegate().getClass().getSimpleName());
		tryWizard(workbench);
		tryEditor(workbench);
	}

	private void tryWizard(IWorkbench workbench) throws Exception {
		CompletableFuture<String> pages = new CompletableFuture<>();
		workbench.getDisplay().asyncExec(() -> {
			try {
				IWizard wizard = workbench.getNewWizardRegistry().findWizard("org.nvmx.ui.newProject").createWizard();
				wizard.addPages();
				List<String> titles = new ArrayList<>();
				for (IWizardPage page : wizard.getPages()) {
					titles.add(page.getTitle());
				}
				wizard.dispose();
				pages.complete(titles.toString());
			} catch (CoreException e) {
				pages.completeExceptionally(e);
			}
		});
		result.add("wizard=" + pages.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
	}

	private void tryEditor(IWorkbench workbench) throws Exception {
		IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject("probe");
		project.create(null);
		project.open(null);
		IFile file = project.getFile("broken.nvmx");
		file.create(new ByteArrayInputStream(BROKEN.getBytes(StandardCharsets.UTF_8)), true, null);
		CompletableFuture<IEditorPart> opened = new CompletableFuture<>();
		workbench.getDisplay().asyncExec(() -> {
			try {
				IWorkbenchPage page = workbench.getWorkbenchWindows()[0].getActivePage();
				opened.complete(IDE.openEditor(page, file));
			} catch (CoreException e) {
				opened.completeExceptionally(e);
			}
		});
		IEditorPart editor = opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		result.add("editor=" + editor.getEditorSite().getId());
		result.add("problem=" + problem((ITextEditor) editor));
	}

	/** Only an installation whose every part found every other one shows a problem of the language in the editor. */
	private static String problem(ITextEditor editor) throws TimeoutException {
		IAnnotationModel model = editor.getDocumentProvider().getAnnotationModel(editor.getEditorInput());
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (System.nanoTime() < end) {
			for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
				Annotation annotation = all.next();
				if (ERROR.equals(annotation.getType())) {
					return annotation.getText();
				}
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}
		throw new TimeoutException("no problem shown");
	}
}
