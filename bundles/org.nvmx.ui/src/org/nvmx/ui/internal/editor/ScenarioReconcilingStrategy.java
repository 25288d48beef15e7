// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
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

	/** The strategies of all open editors. */
	private static final Set<ScenarioReconcilingStrategy> OPEN = ConcurrentHashMap.newKeySet();
	private static final int CLOSING_MILLISECONDS = 500;

	private ITextViewer viewer;
	private TokenColouring colouring;
	private volatile IDocument document;
	private ProblemAnnotations shown;
	/** Of the text that was checked last, with what it imports. */
	private volatile Path file;
	private volatile Set<Path> imports = Set.of();

	void show(ITextViewer textViewer) {
		OPEN.add(this);
		viewer = textViewer;
		colouring = new TokenColouring(textViewer);
	}

	@Override
	public void setDocument(IDocument newDocument) {
		document = newDocument;
	}

	@Override
	public void initialReconcile() {
		checkAll();
	}

	@Override
	public void reconcile(DirtyRegion dirtyRegion, IRegion subRegion) {
		checkAll();
	}

	@Override
	public void reconcile(IRegion partition) {
		checkAll();
	}

	@Override
	public void setProgressMonitor(IProgressMonitor monitor) {
		// the reconciler gives none
	}

	/** Who imports this file gets what is saved of it, once the editor with what may not be saved is gone. */
	void close() {
		OPEN.remove(this);
		Path closed = file;
		if (closed != null) {
			Job.createSystem(EditorMessages.Checking, (ICoreRunnable) monitor -> checkImporters(closed)).schedule(CLOSING_MILLISECONDS);
		}
	}

	private void checkAll() {
		check();
		if (file != null) {
			checkImporters(file);
		}
	}

	/** What is imported from this file is checked with its new text. */
	private static void checkImporters(Path changed) {
		OPEN.stream().filter(other -> other.imports.contains(changed)).forEach(ScenarioReconcilingStrategy::check);
	}

	/** A build may have seen imported files that were changed outside of editors. */
	private void built() {
		if (!imports.isEmpty()) {
			Job.createSystem(EditorMessages.Checking, (ICoreRunnable) monitor -> check()).schedule();
		}
	}

	private synchronized void check() {
		IDocument current = document;
		if (current == null || !(viewer instanceof ISourceViewer sourceViewer)) {
			return;
		}
		String text = current.get();
		file = DocumentFile.of(current).toAbsolutePath().normalize();
		colouring.show(current, text, ScenarioServices.get().tokens(text, file));
		List<ScenarioProblem> problems = ScenarioProblem.of(text, file, ScenarioServices.get());
		imports = ScenarioServices.get().imports(text, file);
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
			shown = ProblemAnnotations.of(annotations, this::built);
		}
		return shown;
	}
}
