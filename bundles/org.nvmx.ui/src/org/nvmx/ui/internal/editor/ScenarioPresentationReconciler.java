// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.eclipse.jface.text.rules.DefaultDamagerRepairer;
import org.eclipse.jface.text.rules.ITokenScanner;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.themes.ITheme;
import org.eclipse.ui.themes.IThemeManager;

/**
 * Colours while the user types what can be told by its letters: comments, strings, numbers. What a word means takes a parser;
 * {@link TokenColouring} brings those colours a moment later.
 */
public final class ScenarioPresentationReconciler extends PresentationReconciler {

	private final NumberScanner code = new NumberScanner();
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
		super.install(textViewer);
	}

	@Override
	public void uninstall() {
		PlatformUI.getWorkbench().getThemeManager().removePropertyChangeListener(themeListener);
		super.uninstall();
		viewer = null;
	}

	@Override
	protected void setDocumentToDamagers(IDocument document) {
		super.setDocumentToDamagers(document);
		if (document != null) {
			ScenarioPartitions.connect(document); // tells its listeners, so the damagers have to be ready
		}
	}

	/** The theme may change on its way to its final colours, so they are read when all that is over. */
	private void recolour() {
		StyledText widget = viewer == null ? null : viewer.getTextWidget();
		if (widget != null && !widget.isDisposed()) {
			widget.getDisplay().asyncExec(() -> {
				if (viewer != null && !widget.isDisposed()) {
					applyTheme();
					viewer.invalidateTextPresentation();
				}
			});
		}
	}

	private void applyTheme() {
		ITheme theme = PlatformUI.getWorkbench().getThemeManager().getCurrentTheme();
		code.use(ScenarioColor.NUMBER.attribute(theme));
		comments.use(ScenarioColor.COMMENT.attribute(theme));
		strings.use(ScenarioColor.STRING.attribute(theme));
	}
}
