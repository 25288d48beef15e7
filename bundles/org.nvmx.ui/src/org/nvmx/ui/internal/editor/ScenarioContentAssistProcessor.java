// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.nio.file.Path;

import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.contentassist.CompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.IContentAssistProcessor;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.contentassist.IContextInformationValidator;
import org.nvmx.ui.internal.language.ScenarioLanguage;
import org.nvmx.ui.internal.language.ScenarioProposal;
import org.nvmx.ui.internal.language.TextChange;

/** Completion. The Generic Editor asks on a thread of its own, so that a slow answer does not hold up typing. */
public final class ScenarioContentAssistProcessor implements IContentAssistProcessor {

	@Override
	public ICompletionProposal[] computeCompletionProposals(ITextViewer viewer, int offset) {
		IDocument document = viewer.getDocument();
		Path file = DocumentFile.of(document);
		return ScenarioLanguage.instance().proposals(document.get(), file, offset).stream()
				.map(ScenarioContentAssistProcessor::proposal)
				.toArray(ICompletionProposal[]::new);
	}

	private static ICompletionProposal proposal(ScenarioProposal proposal) {
		TextChange change = proposal.change();
		String description = proposal.description().isEmpty() ? null : proposal.description();
		return new CompletionProposal(change.replacement(), change.offset(), change.length(),
				change.replacement().length(), null, proposal.label(), null, description);
	}

	@Override
	public IContextInformation[] computeContextInformation(ITextViewer viewer, int offset) {
		return new IContextInformation[0];
	}

	@Override
	public char[] getCompletionProposalAutoActivationCharacters() {
		return null;
	}

	@Override
	public char[] getContextInformationAutoActivationCharacters() {
		return null;
	}

	@Override
	public String getErrorMessage() {
		return null;
	}

	@Override
	public IContextInformationValidator getContextInformationValidator() {
		return null;
	}
}
