// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotView;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTreeItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nvmx.ui.tests.harness.Screenshots;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

@WorkbenchTest
class ProblemsTest {

	private static final String NEEDS_NOOP = "NVMX0101";
	private static final String GOOD = "scheduler noop";
	private static final String BAD = "scheduler bvt";

	@RegisterExtension
	final Workbench workbench = new Workbench();

	private IFile scenario() throws Exception {
		IProject project = workbench.createProject("nested-hello", "Probleme mit Leerzeichen");
		return project.getFile("nested-hello.nvmx");
	}

	@Test
	void aMistakeIsShownWhileItIsTyped() throws Exception {
		IFile file = scenario();
		SWTBotEclipseEditor editor = workbench.open(file);
		workbench.replace(editor, GOOD, BAD);
		AnnotationsOfEditor annotations = new AnnotationsOfEditor(editor);
		// Expect: an error on the scheduler before anything is saved, and no marker yet
		workbench.until("annotation", () -> annotations.shown().stream().anyMatch(AnnotationsOfEditor::isError));
		assertTrue(editor.isDirty(), "not saved");
		assertEquals(0, workbench.problems(file).stream().filter(m -> NEEDS_NOOP.equals(m.getAttribute("code", ""))).count());
		workbench.replace(editor, BAD, GOOD);
		// Expect: the error goes away with the mistake
		workbench.until("no annotation", () -> annotations.shown().stream().noneMatch(AnnotationsOfEditor::isError));
	}

	@Test
	void aSavedMistakeIsOneMarkerOnItsLineAndOneAnnotation() throws Exception {
		IFile file = scenario();
		SWTBotEclipseEditor editor = workbench.open(file);
		workbench.replace(editor, GOOD, BAD);
		editor.save();
		IMarker marker = workbench.awaitProblem(file, NEEDS_NOOP);
		// Expect: the marker is an error on the line of the scheduler
		assertEquals(IMarker.SEVERITY_ERROR, marker.getAttribute(IMarker.SEVERITY, -1));
		assertEquals(lineOf(editor, BAD), marker.getAttribute(IMarker.LINE_NUMBER, -1));
		AnnotationsOfEditor annotations = new AnnotationsOfEditor(editor);
		// Expect: marker and live check do not show the same problem twice
		workbench.until("one annotation", () -> annotations.shown().stream().filter(AnnotationsOfEditor::isError).count() == 1);
		firstProblem();
		Screenshots.take("editor-with-marker");
	}

	/** @return the first line in the Problems view, below the first group */
	private SWTBotTreeItem firstProblem() {
		SWTBotView problems = workbench.bot().viewByTitle("Problems");
		problems.show();
		workbench.until("a problem in the view", () -> problems.bot().tree().getAllItems().length > 0);
		SWTBotTreeItem errors = problems.bot().tree().getAllItems()[0].expand();
		workbench.until("the problem itself", () -> errors.getItems().length > 0);
		return errors.getNode(0).select();
	}

	@Test
	void theProblemsViewOffersAFixThatCanBeUndone() throws Exception {
		IFile file = scenario();
		SWTBotEclipseEditor editor = workbench.open(file);
		workbench.replace(editor, GOOD, BAD);
		editor.save();
		workbench.awaitProblem(file, NEEDS_NOOP);
		firstProblem().contextMenu("Quick Fix").click();
		SWTBotShell dialog = workbench.bot().shell("Quick Fix").activate();
		workbench.bot().table().select("Set the scheduler to noop");
		Screenshots.take("quick-fix-dialog");
		workbench.bot().button("Finish").click();
		workbench.bot().waitUntil(Conditions.shellCloses(dialog));
		// Expect: the text is right again, in the editor, where it can be looked at before it is saved
		workbench.until("fix", () -> editor.getText().contains(GOOD));
		editor.show();
		workbench.bot().menu("Edit").menu("Undo Typing").click();
		// Expect: one Undo brings the mistake back
		workbench.until("undo", () -> editor.getText().contains(BAD));
		workbench.bot().menu("Edit").menu("Redo Typing").click();
		workbench.until("redo", () -> editor.getText().contains(GOOD));
		editor.save();
		// Expect: no marker is left
		workbench.until("no marker", () -> workbench.problems(file).stream()
				.noneMatch(marker -> NEEDS_NOOP.equals(marker.getAttribute("code", ""))));
	}

	@Test
	void aQuickFixAtTheCaretRepairsTextThatIsNotSaved() throws Exception {
		SWTBotEclipseEditor editor = workbench.open(scenario());
		workbench.replace(editor, GOOD, BAD);
		AnnotationsOfEditor annotations = new AnnotationsOfEditor(editor);
		workbench.until("annotation", () -> annotations.shown().stream().anyMatch(AnnotationsOfEditor::isError));
		editor.navigateTo(lineOf(editor, BAD) - 1, editor.getLines().get(lineOf(editor, BAD) - 1).indexOf("bvt"));
		editor.quickfix("Set the scheduler to noop");
		// Expect: the mistake is gone
		workbench.until("fix", () -> editor.getText().contains(GOOD));
	}

	private static int lineOf(SWTBotEclipseEditor editor, String text) {
		for (int line = 0; line < editor.getLines().size(); line++) {
			if (editor.getLines().get(line).contains(text)) {
				return line + 1;
			}
		}
		throw new IllegalArgumentException("no '" + text + "' in\n" + editor.getText());
	}
}
