// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.List;

import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.text.edits.MalformedTreeException;
import org.eclipse.text.edits.MultiTextEdit;
import org.eclipse.text.edits.ReplaceEdit;
import org.eclipse.text.undo.DocumentUndoManagerRegistry;
import org.eclipse.text.undo.IDocumentUndoManager;
import org.nvmx.dsl.ide.edit.TextChange;

/** Changes an open document so that one Undo takes all of it back. On the UI thread. */
public final class DocumentEdit {

	private final IDocument document;

	public DocumentEdit(IDocument document) {
		this.document = document;
	}

	/** Applies changes that all count from the text as it is now; if one does not fit, none is applied. */
	public void apply(List<TextChange> changes) {
		IDocumentUndoManager undo = DocumentUndoManagerRegistry.getDocumentUndoManager(document);
		if (undo != null) {
			undo.beginCompoundChange();
		}
		try {
			MultiTextEdit edit = new MultiTextEdit();
			for (TextChange change : changes) {
				edit.addChild(new ReplaceEdit(change.offset(), change.length(), change.newText()));
			}
			edit.apply(document);
		} catch (BadLocationException | MalformedTreeException e) {
			ILog.get().error("a change does not fit the text", e); //$NON-NLS-1$
		} finally {
			if (undo != null) {
				undo.endCompoundChange();
			}
		}
	}
}
