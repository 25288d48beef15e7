// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.IDocument;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.texteditor.ITextEditor;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.ui.internal.language.ScenarioServices;

/** Formats the scenario in the active editor: works out the result in the background and applies it in one undoable step. */
public final class FormatHandler extends AbstractHandler {

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		IWorkbenchPart part = HandlerUtil.getActiveEditorChecked(event);
		if (part.getAdapter(ITextEditor.class) instanceof ITextEditor editor && editor.isEditable()) {
			IDocument document = editor.getDocumentProvider().getDocument(editor.getEditorInput());
			String text = document.get();
			Path file = DocumentFile.of(document);
			Job job = Job.create(EditorMessages.Formatting, (ICoreRunnable) monitor -> {
				List<TextChange> changes = ScenarioServices.get().format(text, file, 0, text.length());
				part.getSite().getShell().getDisplay().asyncExec(() -> apply(editor, document, text, changes));
			});
			job.setUser(true);
			job.schedule();
		}
		return null;
	}

	private static void apply(ITextEditor editor, IDocument document, String before, List<TextChange> changes) {
		if (!document.get().equals(before)) {
			editor.getEditorSite().getActionBars().getStatusLineManager().setErrorMessage(EditorMessages.FormattingOutdated);
		} else if (!changes.isEmpty()) {
			new DocumentEdit(document).apply(changes);
		}
	}
}
