// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

@WorkbenchTest
class NewProjectWizardTest {

	@RegisterExtension
	final Workbench workbench = new Workbench();

	@ParameterizedTest
	@ValueSource(strings = { "nested-hello", "nested-linux", "partitioned", "shared", "hybrid", "realtime-cat", "vm-mesh", "sgx-tpm", "fragments" })
	void exampleBecomesAProjectWithoutErrors(String example) throws Exception {
		IProject project = workbench.createProject(example, "Projekt für " + example);
		// Expect: the scenario is there, open, and has no error; the project has the nature
		IFile scenario = project.getFile(example + ".nvmx");
		assertTrue(scenario.exists(), "the example's scenario");
		assertTrue(project.hasNature("org.nvmx.ui.nature"), "the nature");
		assertEquals(scenario.readString(), workbench.bot().editorByTitle(scenario.getName()).toTextEditor().getText());
		List<IMarker> errors = workbench.problems(project).stream()
				.filter(marker -> marker.getAttribute(IMarker.SEVERITY, 0) == IMarker.SEVERITY_ERROR)
				.toList();
		assertEquals(List.of(), errors);
	}

	@Test
	void generatedFilesAreVisibleAndDerived() throws Exception {
		IProject project = workbench.createProject("nested-linux", "generated ä");
		// Expect: ACRN's scenario and the launch script of the nested VM, in a folder that is marked as derived
		IResource xml = project.findMember("generated/nested-linux/acrn/scenario.xml");
		assertTrue(xml != null && xml.exists(), "ACRN's scenario XML");
		assertTrue(xml.isDerived(IResource.CHECK_ANCESTORS), "derived");
		assertTrue(project.getFile("generated/nested-linux/nested/launch_ubuntu_vm.sh").exists(), "launch script");
	}

	@Test
	void whatIsGeneratedFollowsTheScenario() throws Exception {
		IProject project = workbench.createProject("nested-linux", "follow");
		IFile scenario = project.getFile("nested-linux.nvmx");
		SWTBotEclipseEditor editor = workbench.open(scenario);
		workbench.replace(editor, "ubuntu_vm", "debian_vm");
		editor.save();
		workbench.awaitBuild();
		// Expect: the script of the new name, not the one of the old name
		assertTrue(project.getFile("generated/nested-linux/nested/launch_debian_vm.sh").exists(), "new script");
		assertFalse(project.getFile("generated/nested-linux/nested/launch_ubuntu_vm.sh").exists(), "old script");
		scenario.delete(true, null);
		workbench.awaitBuild();
		// Expect: nothing is left of a scenario that is gone
		assertFalse(project.getFile("generated/nested-linux/acrn/scenario.xml").exists(), "scenario XML of a deleted scenario");
	}
}
