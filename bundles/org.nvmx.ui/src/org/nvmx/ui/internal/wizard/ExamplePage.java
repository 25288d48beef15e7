// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.wizard;

import java.util.List;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.ListViewer;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Chooses the example that the new project starts from. */
final class ExamplePage extends WizardPage {

	private static final int DESCRIPTION_WIDTH = 400;
	private static final int DESCRIPTION_HEIGHT = 90;

	private final List<Example> examples;
	private Example chosen;

	ExamplePage(List<Example> examples) {
		super("example"); //$NON-NLS-1$
		this.examples = examples;
		this.chosen = examples.isEmpty() ? null : examples.get(0);
		setTitle(WizardMessages.ExamplePage_title);
		setDescription(WizardMessages.ExamplePage_description);
		setPageComplete(chosen != null);
	}

	@Override
	public void createControl(Composite parent) {
		Composite page = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().applyTo(page);
		new Label(page, SWT.NONE).setText(WizardMessages.ExamplePage_examples);
		ListViewer list = new ListViewer(page, SWT.SINGLE | SWT.BORDER | SWT.V_SCROLL);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(list.getControl());
		Text description = new Text(page, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
		GridDataFactory.fillDefaults().grab(true, false).hint(DESCRIPTION_WIDTH, DESCRIPTION_HEIGHT).applyTo(description);
		list.setContentProvider(ArrayContentProvider.getInstance());
		list.setLabelProvider(LabelProvider.createTextProvider(example -> label((Example) example)));
		list.addSelectionChangedListener(event -> {
			chosen = (Example) event.getStructuredSelection().getFirstElement();
			description.setText(chosen == null ? "" : chosen.description()); //$NON-NLS-1$
			setPageComplete(chosen != null);
		});
		list.setInput(examples);
		if (chosen == null) {
			setErrorMessage(WizardMessages.ExamplePage_none);
		} else {
			list.setSelection(new StructuredSelection(chosen));
		}
		setControl(page);
	}

	private static String label(Example example) {
		return example.title().equals(example.name()) ? example.name() : example.name() + " – " + example.title(); //$NON-NLS-1$
	}

	/** @return what the user chose; something whenever the page is complete */
	Example chosen() {
		return chosen;
	}
}
