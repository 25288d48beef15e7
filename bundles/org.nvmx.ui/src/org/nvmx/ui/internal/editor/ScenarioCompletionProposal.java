// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.List;

import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.contentassist.BoldStylerProvider;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension2;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension6;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension7;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.link.LinkedModeModel;
import org.eclipse.jface.text.link.LinkedModeUI;
import org.eclipse.jface.text.link.LinkedPosition;
import org.eclipse.jface.text.link.LinkedPositionGroup;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.nvmx.dsl.ide.completion.Completion;

/** A completion in the list, and in the text: places that are to be filled in are walked through with the Tab key. */
final class ScenarioCompletionProposal
		implements ICompletionProposal, ICompletionProposalExtension2, ICompletionProposalExtension6, ICompletionProposalExtension7 {

	private final Completion completion;

	ScenarioCompletionProposal(Completion completion) {
		this.completion = completion;
	}

	/** What was typed since the list opened counts as part of the text that goes. */
	@Override
	public void apply(ITextViewer viewer, char trigger, int stateMask, int offset) {
		int start = completion.change().offset();
		int length = Math.max(completion.change().length(), offset - start);
		try {
			viewer.getDocument().replace(start, length, completion.change().newText());
			fillIn(viewer);
		} catch (BadLocationException e) {
			ILog.get().error("a completion does not fit the text", e); //$NON-NLS-1$
		}
	}

	private void fillIn(ITextViewer viewer) throws BadLocationException {
		int end = completion.change().offset() + completion.change().newText().length();
		if (completion.stops().isEmpty()) {
			viewer.setSelectedRange(end, 0);
			return;
		}
		LinkedModeModel model = new LinkedModeModel();
		int order = 0;
		for (Completion.Stop stop : completion.stops()) {
			LinkedPositionGroup group = new LinkedPositionGroup();
			group.addPosition(new LinkedPosition(viewer.getDocument(), stop.offset(), stop.length(), order++));
			model.addGroup(group);
		}
		model.forceInstall();
		LinkedModeUI ui = new LinkedModeUI(model, viewer);
		ui.setExitPosition(viewer, end, 0, order);
		ui.enter();
	}

	@Override
	public void apply(IDocument document) {
		new DocumentEdit(document).apply(List.of(completion.change()));
	}

	@Override
	public boolean validate(IDocument document, int offset, DocumentEvent event) {
		int start = completion.change().offset();
		try {
			return offset >= start && completion.change().newText().regionMatches(true, 0, document.get(start, offset - start), 0,
					offset - start);
		} catch (BadLocationException e) {
			return false; // the text got shorter: the proposal no longer fits
		}
	}

	@Override
	public Point getSelection(IDocument document) {
		return null; // apply has set it
	}

	@Override
	public String getAdditionalProposalInfo() {
		return completion.documentation().isEmpty() ? null : MarkdownHtml.of(completion.documentation());
	}

	@Override
	public String getDisplayString() {
		return getStyledDisplayString().getString();
	}

	@Override
	public StyledString getStyledDisplayString() {
		StyledString text = new StyledString(completion.label());
		if (!completion.description().isEmpty()) {
			text.append(" – " + completion.description(), StyledString.QUALIFIER_STYLER); //$NON-NLS-1$
		}
		return text;
	}

	@Override
	public StyledString getStyledDisplayString(IDocument document, int offset, BoldStylerProvider boldStyler) {
		StyledString text = getStyledDisplayString();
		int typed = offset - completion.change().offset();
		if (typed > 0 && typed <= completion.label().length()) {
			text.setStyle(0, typed, boldStyler.getBoldStyler());
		}
		return text;
	}

	@Override
	public Image getImage() {
		return null;
	}

	@Override
	public IContextInformation getContextInformation() {
		return null;
	}

	@Override
	public void selected(ITextViewer viewer, boolean smartToggle) {
		// nothing is shown in the text before the choice
	}

	@Override
	public void unselected(ITextViewer viewer) {
		// nothing was shown
	}
}
