// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.help;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.target.run.ProductChecks;

/** Below the quick fixes, in the list that Ctrl+1 opens: shows the page of a problem, and changes nothing. */
public final class ExplainProblemProposal implements ICompletionProposal {

	private final Diagnostic problem;

	/** @param problem to explain */
	public ExplainProblemProposal(Diagnostic problem) {
		this.problem = problem;
	}

	@Override
	public void apply(IDocument document) {
		ProductChecks.kind(problem.code()).ifPresent(kind -> MessageDialog.openInformation(Display.getCurrent().getActiveShell(),
				kind.code() + ": " + kind.title(), page(kind))); //$NON-NLS-1$
	}

	private String page(ProblemKind kind) {
		String what = problem.message() + ".\n\n" + HelpMessages.Why + "\n" + kind.explanation(); //$NON-NLS-1$ //$NON-NLS-2$
		return problem.remedy().isEmpty() ? what : what + "\n\n" + HelpMessages.WhatToDo + "\n" + problem.remedy() + "."; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
	}

	@Override
	public Point getSelection(IDocument document) {
		return null;
	}

	@Override
	public String getAdditionalProposalInfo() {
		return ProductChecks.kind(problem.code()).map(ProblemKind::explanation).orElse(null);
	}

	@Override
	public String getDisplayString() {
		return NLS.bind(HelpMessages.Explain, problem.code());
	}

	@Override
	public Image getImage() {
		return PlatformUI.getWorkbench().getSharedImages().getImage(ISharedImages.IMG_LCL_LINKTO_HELP);
	}

	@Override
	public IContextInformation getContextInformation() {
		return null;
	}
}
