// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.eclipse.jface.text.rules.DefaultDamagerRepairer;
import org.eclipse.jface.text.rules.ITokenScanner;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.themes.IThemeManager;
import org.nvmx.ui.internal.language.ScenarioLanguage;

/** Colours a scenario. Without words at first: the grammar that knows them is loaded in the background. */
public final class ScenarioPresentationReconciler extends PresentationReconciler {

	private static volatile Set<String> keywords = Set.of();
	private static CompletableFuture<Void> loading;

	private final ScenarioCodeScanner code = new ScenarioCodeScanner();
	private final PlainScanner comments = new PlainScanner();
	private final PlainScanner strings = new PlainScanner();
	private final IPropertyChangeListener themeListener = event -> recolour();
	private ITextViewer viewer;

	public ScenarioPresentationReconciler() {
		setDocumentPartitioning(ScenarioPartitions.PARTITIONING);
		colour(IDocument.DEFAULT_CONTENT_TYPE, code);
		colour(ScenarioPartitions.COMMENT, comments);
		colour(ScenarioPartitions.STRING, strings);
	}

	private void colour(String partition, ITokenScanner scanner) {
		DefaultDamagerRepairer repairer = new DefaultDamagerRepairer(scanner);
		setDamager(repairer, partition);
		setRepairer(repairer, partition);
	}

	@Override
	public void install(ITextViewer textViewer) {
		viewer = textViewer;
		applyTheme();
		IThemeManager themes = PlatformUI.getWorkbench().getThemeManager();
		themes.addPropertyChangeListener(themeListener);
		themes.getCurrentTheme().getColorRegistry().addListener(themeListener);
		super.install(textViewer);
		whenKeywordsKnown().thenRun(this::recolour);
	}

	@Override
	public void uninstall() {
		IThemeManager themes = PlatformUI.getWorkbench().getThemeManager();
		themes.removePropertyChangeListener(themeListener);
		themes.getCurrentTheme().getColorRegistry().removeListener(themeListener);
		super.uninstall();
		viewer = null;
	}

	@Override
	protected void setDocumentToDamagers(IDocument document) {
		if (document != null) {
			ScenarioPartitions.connect(document);
		}
		super.setDocumentToDamagers(document);
	}

	private static synchronized CompletableFuture<Void> whenKeywordsKnown() {
		if (loading == null) {
			CompletableFuture<Void> done = new CompletableFuture<>();
			Job job = Job.createSystem(EditorMessages.LoadingLanguage, (ICoreRunnable) monitor -> {
				keywords = ScenarioLanguage.instance().keywords();
				done.complete(null);
			});
			job.schedule();
			loading = done;
		}
		return loading;
	}

	private void recolour() {
		ITextViewer current = viewer;
		StyledText widget = current == null ? null : current.getTextWidget();
		if (widget == null || widget.isDisposed()) {
			return;
		}
		widget.getDisplay().asyncExec(() -> {
			if (viewer != null && !widget.isDisposed()) {
				applyTheme();
				viewer.invalidateTextPresentation();
			}
		});
	}

	private void applyTheme() {
		code.configure(keywords, PlatformUI.getWorkbench());
		comments.use(ScenarioColor.COMMENT.attribute(PlatformUI.getWorkbench()));
		strings.use(ScenarioColor.STRING.attribute(PlatformUI.getWorkbench()));
	}
}
