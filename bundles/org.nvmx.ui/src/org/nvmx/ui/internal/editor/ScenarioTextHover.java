// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Region;
import org.nvmx.ui.internal.language.ScenarioServices;

/** Explains the word under the mouse. The region comes from the text alone; the text is parsed off the UI thread. */
public final class ScenarioTextHover implements ITextHover {

	@Override
	public IRegion getHoverRegion(ITextViewer viewer, int offset) {
		IDocument document = viewer.getDocument();
		try {
			int start = offset;
			while (start > 0 && isWord(document.getChar(start - 1))) {
				start--;
			}
			int end = offset;
			while (end < document.getLength() && isWord(document.getChar(end))) {
				end++;
			}
			return new Region(start, end - start);
		} catch (BadLocationException e) {
			return new Region(offset, 0); // the text got shorter meanwhile: nothing to explain
		}
	}

	private static boolean isWord(char c) {
		return Character.isLetterOrDigit(c) || c == '_' || c == '-';
	}

	@Override
	public String getHoverInfo(ITextViewer viewer, IRegion region) {
		IDocument document = viewer.getDocument();
		return ScenarioServices.get().hover(document.get(), DocumentFile.of(document), region.getOffset())
				.map(hover -> MarkdownHtml.of(hover.markdown()))
				.orElse(null);
	}
}
