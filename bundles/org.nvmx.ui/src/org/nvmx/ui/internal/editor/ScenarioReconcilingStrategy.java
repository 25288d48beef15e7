// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.reconciler.DirtyRegion;
import org.eclipse.jface.text.reconciler.IReconcilingStrategy;
import org.eclipse.jface.text.reconciler.IReconcilingStrategyExtension;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.ISourceViewerExtension5;
import org.nvmx.ui.internal.language.ScenarioProblem;
import org.nvmx.ui.internal.language.ScenarioServices;

/** Parses the whole text in the background: colours its words and puts what is wrong with it into the editor's annotations. */
final class ScenarioReconcilingStrategy implements IReconcilingStrategy, IReconcilingStrategyExtension {

	private ITextViewer viewer;
	private TokenColouring colouring;
	private volatile IDocument document;
	private ProblemAnnotations shown;

	void show(ITextViewer textViewer) {
		viewer = textViewer;
		colouring = new TokenColouring(textViewer);
	}

	@Override
	public void setDocument(IDocument newDocument) {
		document = newDocument;
	}

	@Override
	public void initialReconcile() {
		check();
	}

	@Override
	public void reconcile(DirtyRegion dirtyRegion, IRegion subRegion) {
		check();
	}

	@Override
	public void reconcile(IRegion partition) {
		check();
	}

	@Override
	public void setProgressMonitor(IProgressMonitor monitor) {
		// the reconciler gives none
	}

	private void check() {
		IDocument current = document;
		if (current == null || !(viewer instanceof ISourceViewer sourceViewer)) {
			return;
		}
		String text = current.get();
		Path file = DocumentFile.of(current);
		colouring.show(current, text, ScenarioServices.get().tokens(text, file));
		List<ScenarioProblem> problems = ScenarioProblem.of(text, file);
		IAnnotationModel annotations = sourceViewer.getAnnotationModel();
		// newer text is being typed: its own check follows, and these positions are no longer right
		if (annotations != null && current == document && text.equals(current.get())) {
			annotationsOf(annotations).show(problems, () -> text.equals(current.get()));
		}
		if (sourceViewer instanceof ISourceViewerExtension5 withMinings) {
			withMinings.updateCodeMinings();
		}
	}

	/** One for each annotation model, because it listens to it. */
	private synchronized ProblemAnnotations annotationsOf(IAnnotationModel annotations) {
		if (shown == null || !shown.isOf(annotations)) {
			if (shown != null) {
				shown.close();
			}
			shown = ProblemAnnotations.of(annotations);
		}
		return shown;
	}
}
