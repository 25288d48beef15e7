// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.outline;

import java.util.List;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.views.contentoutline.ContentOutlinePage;
import org.nvmx.dsl.ide.outline.OutlineItem;
import org.nvmx.ui.internal.editor.DocumentFile;
import org.nvmx.ui.internal.language.ScenarioServices;

/** The machines of a scenario as a tree that follows the text. */
final class ScenarioOutlinePage extends ContentOutlinePage {

	private static final int DELAY_MILLISECONDS = 300;

	private final ITextEditor editor;
	private final Job refresh = Job.createSystem(OutlineMessages.Refreshing, (ICoreRunnable) monitor -> refresh());
	private final IDocumentListener documentListener = new IDocumentListener() {
		@Override
		public void documentChanged(DocumentEvent event) {
			refresh.schedule(DELAY_MILLISECONDS);
		}

		@Override
		public void documentAboutToBeChanged(DocumentEvent event) {
			// the text after the change counts
		}
	};
	private IDocument document;

	ScenarioOutlinePage(ITextEditor editor) {
		this.editor = editor;
	}

	@Override
	public void createControl(Composite parent) {
		super.createControl(parent);
		TreeViewer tree = getTreeViewer();
		tree.setContentProvider(new OutlineContentProvider());
		tree.setLabelProvider(new DelegatingStyledCellLabelProvider(new OutlineLabelProvider()));
		tree.setComparer(new OutlinePlaceComparer());
		tree.setUseHashlookup(true);
		document = editor.getDocumentProvider().getDocument(editor.getEditorInput());
		document.addDocumentListener(documentListener);
		refresh.schedule();
	}

	@Override
	public void dispose() {
		if (document != null) {
			document.removeDocumentListener(documentListener);
		}
		refresh.cancel();
		super.dispose();
	}

	@Override
	public void selectionChanged(SelectionChangedEvent event) {
		super.selectionChanged(event);
		Control control = getControl();
		if (control != null && control.isFocusControl()
				&& event.getSelection() instanceof IStructuredSelection selection
				&& selection.getFirstElement() instanceof OutlineItem item) {
			editor.selectAndReveal(item.nameOffset(), item.nameLength());
		}
	}

	private void refresh() {
		List<OutlineItem> items = ScenarioServices.get().outline(document.get(), DocumentFile.of(document));
		Control control = getControl();
		if (control != null && !control.isDisposed()) {
			control.getDisplay().asyncExec(() -> show(items));
		}
	}

	private void show(List<OutlineItem> items) {
		TreeViewer tree = getTreeViewer();
		if (tree == null || tree.getControl().isDisposed()) {
			return;
		}
		boolean first = tree.getInput() == null;
		Object[] expanded = tree.getExpandedElements();
		tree.setInput(items);
		if (first) {
			tree.expandToLevel(3);
		} else {
			tree.setExpandedElements(expanded);
		}
	}
}
