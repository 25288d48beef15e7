// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.eclipse.finder;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEditor;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotView;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Finds the parts of the workbench. */
public class SWTWorkbenchBot extends SWTBot {

	private static IWorkbenchWindow window() {
		IWorkbenchWindow active = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
		return active != null ? active : PlatformUI.getWorkbench().getWorkbenchWindows()[0];
	}

	private static IWorkbenchPage page() {
		return window().getActivePage();
	}

	public List<SWTBotView> views() {
		return Arrays.stream(UIThreadRunnable.syncExec((Result<IViewReference[]>) () -> page().getViewReferences()))
				.map(view -> new SWTBotView(view, this))
				.toList();
	}

	public SWTBotView viewByTitle(String title) {
		return view("view with title '" + title + "'", view -> view.getTitle().equals(title));
	}

	public SWTBotView viewById(String id) {
		return view("view with id '" + id + "'", view -> view.getReference().getId().equals(id));
	}

	private SWTBotView view(String what, Predicate<SWTBotView> predicate) {
		return untilFound(what, () -> views().stream().filter(predicate).findFirst().orElse(null));
	}

	public List<? extends SWTBotEditor> editors() {
		return Arrays.stream(UIThreadRunnable.syncExec((Result<IEditorReference[]>) () -> page().getEditorReferences()))
				.map(editor -> new SWTBotEditor(editor, this))
				.toList();
	}

	public SWTBotEditor editorByTitle(String title) {
		return untilFound("editor with title '" + title + "'", () -> editors().stream()
				.filter(editor -> editor.getTitle().equals(title))
				.findFirst()
				.orElse(null));
	}

	public void closeAllEditors() {
		UIThreadRunnable.syncExec((VoidResult) () -> page().closeAllEditors(false));
	}

	/** Closes every window but the workbench's. */
	public void closeAllShells() {
		Object main = UIThreadRunnable.syncExec((Result<Object>) () -> window().getShell());
		for (SWTBotShell shell : shells()) {
			if (shell.isOpen() && shell.widget != main) {
				shell.close();
			}
		}
	}
}
