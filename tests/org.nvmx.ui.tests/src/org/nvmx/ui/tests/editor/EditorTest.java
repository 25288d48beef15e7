// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotView;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTreeItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nvmx.ui.internal.editor.ScenarioTextHover;
import org.nvmx.ui.tests.harness.Screenshots;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

@WorkbenchTest
class EditorTest {

	@RegisterExtension
	final Workbench workbench = new Workbench();

	private SWTBotEclipseEditor editor() throws Exception {
		return workbench.open(workbench.createProject("nested-linux", "Editor ÄÖÜ").getFile("nested-linux.nvmx"));
	}

	@Test
	void wordsAreColouredByWhatTheyMean() throws Exception {
		SWTBotEclipseEditor editor = editor();
		int line = lineWith(editor, "scheduler noop");
		int keyword = editor.getLines().get(line).indexOf("scheduler");
		int value = editor.getLines().get(line).indexOf("noop");
		workbench.until("keyword is bold", () -> style(editor, line, keyword) == SWT.BOLD);
		// Expect: the option, its value and the comment behind each look different
		StyleRange option = editor.getStyle(line, keyword);
		StyleRange constant = editor.getStyle(line, value);
		StyleRange comment = editor.getStyle(0, 4);
		assertNotEquals(option.foreground, constant.foreground);
		assertNotEquals(comment.foreground, constant.foreground);
		assertEquals(SWT.ITALIC, comment.fontStyle);
	}

	@Test
	void coloursFollowWhatIsTyped() throws Exception {
		SWTBotEclipseEditor editor = editor();
		int line = lineWith(editor, "scheduler noop");
		int keyword = editor.getLines().get(line).indexOf("scheduler");
		int value = editor.getLines().get(line).indexOf("noop");
		workbench.until("keyword is bold", () -> style(editor, line, keyword) == SWT.BOLD);
		Color constant = editor.getStyle(line, value).foreground;
		workbench.replace(editor, "scheduler noop", "scheduler bvt");
		// Expect: the new word gets the colour of a value, and nothing else changes
		workbench.until("value is coloured", () -> editor.getStyle(line, value) != null
				&& constant.equals(editor.getStyle(line, value).foreground));
		assertEquals(SWT.BOLD, style(editor, line, keyword));
	}

	private static int style(SWTBotEclipseEditor editor, int line, int column) {
		StyleRange range = editor.getStyle(line, column);
		return range == null ? SWT.NORMAL : range.fontStyle;
	}

	@Test
	void completionOffersWhatFitsHereAndInsertsIt() throws Exception {
		SWTBotEclipseEditor editor = editor();
		int line = lineWith(editor, "scheduler noop");
		int value = editor.getLines().get(line).indexOf("noop");
		editor.selectRange(line, value, "noop".length());
		editor.insertText("");
		editor.navigateTo(line, value);
		List<String> proposals = editor.getAutoCompleteProposals("");
		// Expect: the schedulers, and nothing that is none
		assertTrue(proposals.stream().anyMatch(proposal -> proposal.startsWith("bvt")), proposals::toString);
		assertFalse(proposals.stream().anyMatch(proposal -> proposal.startsWith("kernel")), proposals::toString);
		String noop = proposals.stream().filter(proposal -> proposal.startsWith("noop")).findFirst().orElseThrow();
		editor.navigateTo(line, value);
		editor.autoCompleteProposal("", noop);
		// Expect: the chosen word is in the text
		workbench.until("completion", () -> editor.getLines().get(line).contains("scheduler noop"));
	}

	@Test
	void hoverExplainsAnOption() throws Exception {
		SWTBotEclipseEditor editor = editor();
		ITextViewer viewer = editor.getReference().getEditor(true).getAdapter(ITextViewer.class);
		int offset = editor.getText().indexOf("scheduler") + 2;
		ITextHover hover = new ScenarioTextHover();
		String text = hover.getHoverInfo(viewer, hover.getHoverRegion(viewer, offset));
		// Expect: a text that is more than the word itself
		assertTrue(text != null && text.length() > 30 && text.toLowerCase().contains("schedul"), text);
	}

	@Test
	void outlineShowsTheMachinesAndFollowsTheText() throws Exception {
		SWTBotEclipseEditor editor = editor();
		editor.show();
		SWTBotView outline = workbench.bot().viewByTitle("Outline");
		outline.show();
		workbench.until("outline", () -> outline.bot().tree().hasItems());
		SWTBotTreeItem scenario = outline.bot().tree().getAllItems()[0].expand();
		// Expect: the scenario, with the hypervisor and the Service VM below it
		assertTrue(scenario.getText().startsWith("nested_linux"), scenario.getText());
		assertTrue(scenario.getNodes().stream().anyMatch(text -> text.startsWith("hypervisor")), scenario.getNodes()::toString);
		assertTrue(scenario.getNodes().stream().anyMatch(text -> text.startsWith("ACRN SOS VM")), scenario.getNodes()::toString);
		editor.show();
		workbench.replace(editor, "ACRN SOS VM", "Other VM");
		workbench.until("new name", () -> outline.bot().tree().getAllItems()[0].getNodes().stream()
				.anyMatch(text -> text.startsWith("Other VM")));
	}

	@Test
	void formatLaysOutTheTextAndOneUndoTakesItBack() throws Exception {
		SWTBotEclipseEditor editor = editor();
		String good = editor.getText();
		workbench.replace(editor, "\tscheduler noop", "   scheduler    noop");
		String bad = editor.getText();
		editor.show();
		editor.getStyledText().setFocus();
		editor.getStyledText().contextMenu("Format Scenario").click();
		workbench.until("format", () -> editor.getText().equals(good));
		workbench.bot().menu("Edit").menu("Undo Typing").click();
		// Expect: the text as it was typed
		workbench.until("undo", () -> editor.getText().equals(bad));
	}

	@Test
	void enterIndentsInsideABlock() throws Exception {
		SWTBotEclipseEditor editor = editor();
		int line = lineWith(editor, "hypervisor {");
		editor.navigateTo(line, editor.getLines().get(line).length());
		editor.typeText("\n");
		// Expect: the caret's line starts with the indentation of the block
		workbench.until("indentation", () -> editor.getLines().get(line + 1).equals("\t"));
	}

	@Test
	void aScenarioOpensInTheGenericEditor() throws Exception {
		IFile file = workbench.createProject("nested-hello", "association").getFile("nested-hello.nvmx");
		SWTBotEclipseEditor editor = workbench.open(file);
		// Expect: the Generic Editor, with the content type's name as the file's
		assertEquals("org.eclipse.ui.genericeditor.GenericEditor", editor.getReference().getId());
		assertEquals("org.nvmx.ui.scenario", file.getContentDescription().getContentType().getId());
		Screenshots.take("editor");
	}

	private static int lineWith(SWTBotEclipseEditor editor, String text) {
		List<String> lines = editor.getLines();
		for (int line = 0; line < lines.size(); line++) {
			if (lines.get(line).contains(text)) {
				return line;
			}
		}
		throw new IllegalArgumentException("no '" + text + "' in\n" + editor.getText());
	}
}
