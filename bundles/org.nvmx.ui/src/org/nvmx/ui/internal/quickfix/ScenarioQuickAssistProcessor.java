// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.quickfix;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.quickassist.IQuickAssistInvocationContext;
import org.eclipse.jface.text.quickassist.IQuickAssistProcessor;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.nvmx.ui.internal.editor.ScenarioProblemAnnotation;
import org.nvmx.ui.internal.help.ExplainProblemProposal;

/** Offers the fixes of the problems on the caret's line, and to explain them. They came with the problems, so nothing is computed here. */
public final class ScenarioQuickAssistProcessor implements IQuickAssistProcessor {

	@Override
	public ICompletionProposal[] computeQuickAssistProposals(IQuickAssistInvocationContext context) {
		List<ICompletionProposal> proposals = new ArrayList<>();
		List<ICompletionProposal> explanations = new ArrayList<>();
		ISourceViewer viewer = context.getSourceViewer();
		IAnnotationModel model = viewer == null ? null : viewer.getAnnotationModel();
		if (model != null) {
			for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
				Annotation annotation = all.next();
				Position position = model.getPosition(annotation);
				if (annotation instanceof ScenarioProblemAnnotation problem && position != null
						&& onLine(viewer.getDocument(), context.getOffset(), position)) {
					problem.problem().fixes().forEach(fix -> proposals.add(new ScenarioFixProposal(fix)));
					explanations.add(new ExplainProblemProposal(problem.problem().diagnostic()));
				}
			}
		}
		proposals.addAll(explanations);
		return proposals.isEmpty() ? null : proposals.toArray(ICompletionProposal[]::new);
	}

	private static boolean onLine(IDocument document, int caret, Position position) {
		try {
			int line = document.getLineOfOffset(caret);
			return document.getLineOfOffset(position.offset) <= line
					&& line <= document.getLineOfOffset(position.offset + position.length);
		} catch (BadLocationException e) {
			return false; // the text got shorter meanwhile: the next check places the problem anew
		}
	}

	@Override
	public boolean canFix(Annotation annotation) {
		return annotation instanceof ScenarioProblemAnnotation problem && problem.isQuickFixable();
	}

	@Override
	public boolean canAssist(IQuickAssistInvocationContext context) {
		return false;
	}

	@Override
	public String getErrorMessage() {
		return null;
	}
}
