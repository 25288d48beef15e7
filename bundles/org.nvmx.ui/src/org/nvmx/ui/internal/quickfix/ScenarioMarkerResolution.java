// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.quickfix;

import java.util.Optional;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.IDocument;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IMarkerResolution2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.ui.internal.editor.DocumentEdit;
import org.nvmx.ui.internal.editor.DocumentFile;
import org.nvmx.ui.internal.language.ScenarioProblem;
import org.nvmx.ui.internal.language.ScenarioServices;
import org.nvmx.ui.internal.project.ScenarioMarkers;

/**
 * Applies a quick fix of a marker to the text in the editor, where it can be looked at, undone and saved.
 * The text is parsed again for it, in the background: it may have changed since the marker was made.
 */
final class ScenarioMarkerResolution implements IMarkerResolution2 {

	private final IMarker origin;
	private final String label;

	ScenarioMarkerResolution(IMarker origin, String label) {
		this.origin = origin;
		this.label = label;
	}

	@Override
	public void run(IMarker marker) {
		try {
			IWorkbenchPage page = PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage();
			IEditorPart part = IDE.openEditor(page, (IFile) marker.getResource());
			if (part.getAdapter(ITextEditor.class) instanceof ITextEditor editor) {
				fix(marker, editor.getDocumentProvider().getDocument(editor.getEditorInput()));
			}
		} catch (PartInitException e) {
			ILog.get().log(e.getStatus());
		}
	}

	private void fix(IMarker marker, IDocument document) {
		String text = document.get();
		Display display = Display.getCurrent();
		Job job = Job.create(NLS.bind(QuickFixMessages.Fixing, label), (ICoreRunnable) monitor -> find(marker, document, text)
				.ifPresent(fix -> display.asyncExec(() -> apply(document, text, fix))));
		job.setUser(true);
		job.schedule();
	}

	private Optional<QuickFix> find(IMarker marker, IDocument document, String text) {
		int line = marker.getAttribute(IMarker.LINE_NUMBER, 0);
		return ScenarioProblem.of(text, DocumentFile.of(document), ScenarioServices.get()).stream()
				.filter(problem -> problem.diagnostic().code().equals(ScenarioMarkers.code(marker)))
				.sorted((a, b) -> Integer.compare(distance(a, line), distance(b, line)))
				.flatMap(problem -> problem.fixes().stream())
				.filter(fix -> fix.title().equals(label))
				.findFirst();
	}

	private static int distance(ScenarioProblem problem, int line) {
		return Math.abs(problem.diagnostic().location().line() - line);
	}

	private static void apply(IDocument document, String text, QuickFix fix) {
		if (document.get().equals(text)) {
			new DocumentEdit(document).apply(fix.changes());
		}
	}

	@Override
	public String getLabel() {
		return label;
	}

	@Override
	public String getDescription() {
		return origin.getAttribute(IMarker.MESSAGE, null);
	}

	@Override
	public Image getImage() {
		return null;
	}
}
