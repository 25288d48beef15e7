// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.codemining.AbstractCodeMiningProvider;
import org.eclipse.jface.text.codemining.ICodeMining;
import org.eclipse.jface.text.codemining.ICodeMiningProvider;
import org.eclipse.jface.text.codemining.LineEndCodeMining;
import org.eclipse.jface.text.source.ISourceViewerExtension5;
import org.nvmx.dsl.ide.explanation.Hint;
import org.nvmx.ui.internal.language.ScenarioServices;
import org.nvmx.ui.internal.preferences.ScenarioPreferences;

/** Shows at the end of a line what is allocated to the element that begins there. The text is parsed off the UI thread. */
public final class AllocationCodeMiningProvider extends AbstractCodeMiningProvider {

	private final IPreferenceChangeListener preferences = event -> {
		if (ScenarioPreferences.CODE_MININGS.equals(event.getKey())) {
			update();
		}
	};
	private volatile ITextViewer viewer;

	public AllocationCodeMiningProvider() {
		InstanceScope.INSTANCE.getNode(ScenarioPreferences.NODE).addPreferenceChangeListener(preferences);
	}

	@Override
	public CompletableFuture<List<? extends ICodeMining>> provideCodeMinings(ITextViewer textViewer, IProgressMonitor monitor) {
		viewer = textViewer;
		IDocument document = textViewer.getDocument();
		if (document == null || !ScenarioPreferences.showsCodeMinings()) {
			return CompletableFuture.completedFuture(List.of());
		}
		String text = document.get();
		Path file = DocumentFile.of(document);
		return CompletableFuture.supplyAsync(() -> minings(document, ScenarioServices.get().hints(text, file)));
	}

	/** One for each line: minings of the same line would be drawn over each other. */
	private List<ICodeMining> minings(IDocument document, List<Hint> hints) {
		try {
			Map<Integer, String> labels = new TreeMap<>();
			for (Hint hint : hints) {
				labels.merge(document.getLineOfOffset(hint.offset()), hint.summary(), (first, second) -> first + ", " + second); //$NON-NLS-1$
			}
			List<ICodeMining> minings = new ArrayList<>();
			for (Map.Entry<Integer, String> label : labels.entrySet()) {
				minings.add(new LineEnd(document, label.getKey(), label.getValue(), this));
			}
			return minings;
		} catch (BadLocationException outdated) {
			return List.of(); // the text got shorter meanwhile: the next update is on its way
		}
	}

	private void update() {
		if (viewer instanceof ISourceViewerExtension5 sourceViewer && viewer.getTextWidget() != null) {
			viewer.getTextWidget().getDisplay().asyncExec(sourceViewer::updateCodeMinings);
		}
	}

	@Override
	public void dispose() {
		InstanceScope.INSTANCE.getNode(ScenarioPreferences.NODE).removePreferenceChangeListener(preferences);
		viewer = null;
		super.dispose();
	}

	private static final class LineEnd extends LineEndCodeMining {

		LineEnd(IDocument document, int line, String label, ICodeMiningProvider provider) throws BadLocationException {
			super(document, line, provider);
			setLabel("  " + label); //$NON-NLS-1$
		}
	}
}
