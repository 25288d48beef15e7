// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.nio.file.Path;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.IDocument;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.texteditor.ITextEditor;
import org.nvmx.ui.internal.language.ScenarioLanguage;
import org.nvmx.ui.internal.language.TextChange;

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
				String formatted = ScenarioLanguage.instance().format(text, file);
				part.getSite().getShell().getDisplay().asyncExec(() -> apply(editor, document, text, formatted));
			});
			job.setUser(true);
			job.schedule();
		}
		return null;
	}

	private static void apply(ITextEditor editor, IDocument document, String before, String after) {
		if (!document.get().equals(before)) {
			editor.getEditorSite().getActionBars().getStatusLineManager().setErrorMessage(EditorMessages.FormattingOutdated);
		} else if (!before.equals(after)) {
			new DocumentEdit(document).apply(TextChange.between(before, after));
		}
	}
}
