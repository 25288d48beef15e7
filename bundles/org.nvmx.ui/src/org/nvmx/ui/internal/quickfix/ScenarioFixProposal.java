// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.quickfix;

import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.ui.internal.editor.DocumentEdit;

/** A quick fix in the list that Ctrl+1 opens. */
final class ScenarioFixProposal implements ICompletionProposal {

	private final QuickFix fix;

	ScenarioFixProposal(QuickFix fix) {
		this.fix = fix;
	}

	@Override
	public void apply(IDocument document) {
		new DocumentEdit(document).apply(fix.changes());
	}

	@Override
	public Point getSelection(IDocument document) {
		return null;
	}

	@Override
	public String getAdditionalProposalInfo() {
		return null;
	}

	@Override
	public String getDisplayString() {
		return fix.title();
	}

	@Override
	public Image getImage() {
		return PlatformUI.getWorkbench().getSharedImages().getImage(ISharedImages.IMG_OBJ_ELEMENT);
	}

	@Override
	public IContextInformation getContextInformation() {
		return null;
	}
}
