// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.wizard;

import java.util.function.Supplier;

import org.eclipse.core.resources.IWorkspaceRoot;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.dialogs.WizardNewProjectCreationPage;

/** Name and place of the new project; at first the name of the chosen example, or that with a number when it is taken. */
final class ProjectPage extends WizardNewProjectCreationPage {

	private final Supplier<String> proposal;

	ProjectPage(Supplier<String> proposal) {
		super("project"); //$NON-NLS-1$
		this.proposal = proposal;
		setTitle(WizardMessages.ProjectPage_title);
		setDescription(WizardMessages.ProjectPage_description);
	}

	@Override
	public void createControl(Composite parent) {
		setInitialProjectName(free(proposal.get()));
		super.createControl(parent);
	}

	private static String free(String name) {
		IWorkspaceRoot root = ResourcesPlugin.getWorkspace().getRoot();
		String candidate = name;
		for (int number = 2; root.getProject(candidate).exists(); number++) {
			candidate = name + "-" + number; //$NON-NLS-1$
		}
		return candidate;
	}
}
