// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DefaultIndentLineAutoEditStrategy;
import org.eclipse.jface.text.DocumentCommand;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.TextUtilities;

/** Keeps the indentation on Enter, indents after an opening brace and takes it back on a closing one. */
public final class BlockAutoEditStrategy extends DefaultIndentLineAutoEditStrategy {

	private static final String INDENT = "\t"; //$NON-NLS-1$

	@Override
	public void customizeDocumentCommand(IDocument document, DocumentCommand command) {
		boolean newLine = command.length == 0 && command.text != null
				&& TextUtilities.endsWith(document.getLegalLineDelimiters(), command.text) != -1;
		super.customizeDocumentCommand(document, command);
		try {
			if (newLine && followsOpeningBrace(document, command.offset)) {
				command.text += INDENT;
			} else if ("}".equals(command.text)) { //$NON-NLS-1$
				unindentClosingBrace(document, command);
			}
		} catch (BadLocationException e) {
			ILog.get().error("cannot indent", e); //$NON-NLS-1$
		}
	}

	private static boolean followsOpeningBrace(IDocument document, int offset) throws BadLocationException {
		IRegion line = document.getLineInformationOfOffset(offset);
		return document.get(line.getOffset(), offset - line.getOffset()).stripTrailing().endsWith("{"); //$NON-NLS-1$
	}

	private static void unindentClosingBrace(IDocument document, DocumentCommand command) throws BadLocationException {
		IRegion line = document.getLineInformationOfOffset(command.offset);
		String before = document.get(line.getOffset(), command.offset - line.getOffset());
		if (before.isBlank() && before.endsWith(INDENT)) {
			command.offset -= INDENT.length();
			command.length += INDENT.length();
		}
	}
}
