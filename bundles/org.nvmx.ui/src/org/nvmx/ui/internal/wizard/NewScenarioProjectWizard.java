// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.wizard;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.INewWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.wizards.newresource.BasicNewResourceWizard;
import org.osgi.framework.FrameworkUtil;

/** New > nVMX Project: an example becomes a project that is checked and generated at once. */
public final class NewScenarioProjectWizard extends Wizard implements INewWizard {

	private final ExamplePage examplePage = new ExamplePage(
			new ExampleCatalog(FrameworkUtil.getBundle(NewScenarioProjectWizard.class)).read());
	private final ProjectPage projectPage = new ProjectPage(this::proposedName);
	private IWorkbench workbench;

	public NewScenarioProjectWizard() {
		setWindowTitle(WizardMessages.Wizard_title);
		setNeedsProgressMonitor(true);
	}

	@Override
	public void init(IWorkbench newWorkbench, IStructuredSelection selection) {
		workbench = newWorkbench;
	}

	private String proposedName() {
		return examplePage.chosen() == null ? "" : examplePage.chosen().name(); //$NON-NLS-1$
	}

	@Override
	public void addPages() {
		addPage(examplePage);
		addPage(projectPage);
	}

	/** Makes no control before its page is shown: the project page proposes a name that the example page decides. */
	@Override
	public void createPageControls(Composite pageContainer) {
		// the wizard dialog makes them one by one
	}

	@Override
	public boolean performFinish() {
		URI location = projectPage.useDefaults() ? null : projectPage.getLocationURI();
		ProjectCreation creation = new ProjectCreation(projectPage.getProjectHandle(), location, examplePage.chosen());
		try {
			getContainer().run(true, true, creation);
		} catch (InterruptedException e) {
			return false; // cancelled: the dialog stays
		} catch (InvocationTargetException e) {
			report(e.getCause());
			return false;
		}
		creation.scenario().ifPresent(this::show);
		return true;
	}

	private void show(IFile scenario) {
		BasicNewResourceWizard.selectAndReveal(scenario, workbench.getActiveWorkbenchWindow());
		try {
			IDE.openEditor(workbench.getActiveWorkbenchWindow().getActivePage(), scenario);
		} catch (PartInitException e) {
			ILog.get().log(e.getStatus());
		}
	}

	private void report(Throwable cause) {
		String message = NLS.bind(WizardMessages.CannotCreate, projectPage.getProjectName());
		IStatus status = cause instanceof CoreException e ? e.getStatus() : Status.error(message, cause);
		ILog.get().log(status);
		ErrorDialog.openError(getShell(), WizardMessages.Wizard_title, message, status);
	}
}
