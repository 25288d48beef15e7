// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

/** Scenarios that share definitions, in one project and over two. */
@WorkbenchTest
class SharedDefinitionsTest {

	private static final String REVERSED = "NVMX0303";

	@RegisterExtension
	final Workbench workbench = new Workbench();

	private long reversed(IFile file) throws Exception {
		return workbench.problems(file).stream().filter(marker -> REVERSED.equals(marker.getAttribute("code", ""))).count();
	}

	@Test
	void everyScenarioIsBuiltAndTheFragmentsAreNot() throws Exception {
		IProject project = workbench.createProject("fragments", "Teile");
		for (String scenario : new String[] { "fragments", "workshop" }) {
			assertTrue(project.getFile("generated/" + scenario + "/acrn/scenario.xml").exists(), scenario);
		}
		assertFalse(project.getFolder("generated/guests").exists(), "generated from fragments");
	}

	/** Stimulus: a mistake is typed into the shared file and saved. Expect: the scenarios that import it show it, at first in their editors, then with markers. */
	@Test
	void aMistakeInASharedFileIsSeenInTheScenarios() throws Exception {
		IProject project = workbench.createProject("fragments", "geteilte Fehler");
		IFile office = project.getFile("fragments.nvmx");
		IFile workshop = project.getFile("workshop.nvmx");
		SWTBotEclipseEditor ofOffice = workbench.open(office);
		AnnotationsOfEditor annotations = new AnnotationsOfEditor(ofOffice);
		SWTBotEclipseEditor editor = workbench.open(project.getFile("guests.nvmx"));
		workbench.replace(editor, "cpus 2..3", "cpus 3..2");
		workbench.until("annotation in the other editor", () -> annotations.shown().stream().anyMatch(AnnotationsOfEditor::isError));
		assertTrue(editor.isDirty(), "not saved");
		assertEquals(0, reversed(office), "a marker for what is not saved");
		editor.save();
		IMarker marker = workbench.awaitProblem(office, REVERSED);
		assertEquals("The range 3..2 is empty (guests.nvmx:22:7): write 2..3", marker.getAttribute(IMarker.MESSAGE, ""));
		assertEquals(5, marker.getAttribute(IMarker.LINE_NUMBER, -1));
		assertEquals(0, reversed(workshop), "it is like the other VM");
		workbench.until("annotations stay", () -> annotations.shown().stream().filter(AnnotationsOfEditor::isError).count() == 1);
		workbench.replace(editor, "cpus 3..2", "cpus 1");
		editor.save();
		workbench.until("no marker", () -> reversed(office) == 0);
		workbench.until("no annotation", () -> annotations.shown().stream().noneMatch(AnnotationsOfEditor::isError));
		workbench.until("generated anew", () -> project.getFile("generated/fragments/acrn/scenario.xml").readString().contains("<pcpu_id>1</pcpu_id>"));
	}

	/** Stimulus: the shared file is in another project, and is changed on the disk. Expect: the scenario is built again. */
	@Test
	void aSharedFileOfAnotherProject() throws Exception {
		IProject shared = workbench.createProject("fragments", "shared");
		IProject project = workbench.createProject("nested-hello", "uses shared");
		IFile scenario = project.getFile("own.nvmx");
		scenario.create("import \"../shared/guests.nvmx\"\nscenario own uses guests\n".getBytes(), true, false, null);
		workbench.awaitBuild();
		assertEquals(0, reversed(scenario));
		IFile guests = shared.getFile("guests.nvmx");
		guests.setContents(guests.readString().replaceFirst("cpus 2\\.\\.3", "cpus 3..2").getBytes(), true, false, null);
		assertEquals("The range 3..2 is empty (../shared/guests.nvmx:22:7): write 2..3", workbench.awaitProblem(scenario, REVERSED).getAttribute(IMarker.MESSAGE, ""));
	}
}
