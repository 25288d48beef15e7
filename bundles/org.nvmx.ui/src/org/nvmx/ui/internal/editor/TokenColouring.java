// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextInputListener;
import org.eclipse.jface.text.ITextPresentationListener;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.ITextViewerExtension4;
import org.eclipse.jface.text.TextAttribute;
import org.eclipse.jface.text.TextPresentation;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.themes.ITheme;
import org.nvmx.dsl.ide.highlighting.Token;

/**
 * Colours words by what they mean. The tokens come from the background; until the next ones come, those that are there move along
 * with the text. All but {@link #show} on the UI thread.
 */
final class TokenColouring implements ITextPresentationListener, IDocumentListener, ITextInputListener {

	private final ITextViewer viewer;
	private List<Token> tokens = List.of();

	TokenColouring(ITextViewer viewer) {
		this.viewer = viewer;
		((ITextViewerExtension4) viewer).addTextPresentationListener(this);
		viewer.addTextInputListener(this);
		inputDocumentChanged(null, viewer.getDocument());
	}

	/** Colours the document, if its text is still the one that the tokens are of. From any thread. */
	void show(IDocument document, String text, List<Token> newTokens) {
		StyledText widget = viewer.getTextWidget();
		if (widget == null || widget.isDisposed()) {
			return;
		}
		widget.getDisplay().asyncExec(() -> {
			if (!widget.isDisposed() && viewer.getDocument() == document && document.get().equals(text) && !tokens.equals(newTokens)) {
				tokens = newTokens;
				viewer.invalidateTextPresentation();
			}
		});
	}

	@Override
	public void applyTextPresentation(TextPresentation presentation) {
		ITheme theme = PlatformUI.getWorkbench().getThemeManager().getCurrentTheme();
		IRegion extent = presentation.getExtent();
		for (Token token : tokens) {
			boolean inside = token.offset() >= extent.getOffset()
					&& token.offset() + token.length() <= extent.getOffset() + extent.getLength();
			if (inside) {
				ScenarioColor.of(token.style()).map(color -> range(token, color.attribute(theme))).ifPresent(presentation::mergeStyleRange);
			}
		}
	}

	private static StyleRange range(Token token, TextAttribute look) {
		return new StyleRange(token.offset(), token.length(), look.getForeground(), null, look.getStyle());
	}

	@Override
	public void documentChanged(DocumentEvent event) {
		int end = event.getOffset() + event.getLength();
		int shift = event.getText().length() - event.getLength();
		List<Token> moved = new ArrayList<>(tokens.size());
		for (Token token : tokens) {
			if (token.offset() + token.length() <= event.getOffset()) {
				moved.add(token);
			} else if (token.offset() >= end) {
				moved.add(new Token(token.offset() + shift, token.length(), token.style()));
			}
		}
		tokens = moved;
	}

	@Override
	public void documentAboutToBeChanged(DocumentEvent event) {
		// the text after the change counts
	}

	@Override
	public void inputDocumentChanged(IDocument oldInput, IDocument newInput) {
		tokens = List.of();
		if (newInput != null) {
			newInput.addDocumentListener(this);
		}
	}

	@Override
	public void inputDocumentAboutToBeChanged(IDocument oldInput, IDocument newInput) {
		if (oldInput != null) {
			oldInput.removeDocumentListener(this);
		}
	}
}
