// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.help.IContext2;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nvmx.ui.internal.editor.ScenarioTextHover;
import org.nvmx.ui.internal.help.ProblemContextProvider;
import org.nvmx.ui.tests.harness.Screenshots;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

/** What the editor knows of ACRN's rules and of the scenario's board, which ships with the product and has four CPUs. */
@WorkbenchTest
class AcrnRulesTest {

	private static final String NO_SUCH_CPU = "NVMX0701";
	private static final String TEXT = """
			scenario s on board "tgl-bochs"

			hypervisor {
				build release
			}

			service vm svc {
				kernel elf "k"
			}

			post-launched vm a {
				cpus 1, 9
			}
			""";

	@RegisterExtension
	final Workbench workbench = new Workbench();

	private IFile file;

	private SWTBotEclipseEditor editor() throws Exception {
		file = workbench.createProject("nested-hello", "ACRNs Regeln").getFile("nested-hello.nvmx");
		SWTBotEclipseEditor editor = workbench.open(file);
		editor.setText(TEXT);
		return editor;
	}

	private static int lineWith(SWTBotEclipseEditor editor, String text) {
		List<String> lines = editor.getLines();
		return lines.indexOf(lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow());
	}

	@Test
	void completionOffersTheCpusOfTheBoard() throws Exception {
		SWTBotEclipseEditor editor = editor();
		int line = lineWith(editor, "cpus 1, 9");
		editor.selectRange(line, "\tcpus ".length(), "1, 9".length());
		editor.insertText("");
		editor.navigateTo(line, "\tcpus ".length());
		List<String> proposals = editor.getAutoCompleteProposals("");
		// Expect: all CPUs in a row, and each of the board's four, but no fifth
		assertTrue(proposals.stream().anyMatch(proposal -> proposal.startsWith("0..3")), proposals::toString);
		assertTrue(proposals.stream().anyMatch(proposal -> proposal.startsWith("3")), proposals::toString);
		assertTrue(proposals.stream().noneMatch(proposal -> proposal.startsWith("4")), proposals::toString);
	}

	@Test
	void aHoverTellsWhyAProblemIsOne() throws Exception {
		SWTBotEclipseEditor editor = editor();
		ITextViewer viewer = editor.getReference().getEditor(true).getAdapter(ITextViewer.class);
		ITextHover hover = new ScenarioTextHover();
		String text = hover.getHoverInfo(viewer, hover.getHoverRegion(viewer, editor.getText().indexOf("9")));
		// Expect: code, title and reason of the rule
		assertTrue(text != null && text.contains("NVMX0701: CPU is not on the board") && text.contains("numbers that Linux gives them"), text);
	}

	@Test
	void aQuickFixMendsARuleOfAcrnAndTheMarkerGoesAway() throws Exception {
		SWTBotEclipseEditor editor = editor();
		editor.save();
		IMarker marker = workbench.awaitProblem(file, NO_SUCH_CPU);
		assertEquals(IMarker.SEVERITY_WARNING, marker.getAttribute(IMarker.SEVERITY, -1));
		// Expect: F1 in the Problems view leads to the page of the rule
		String context = IDE.getMarkerHelpRegistry().getHelp(marker);
		assertEquals("org.nvmx.ui." + NO_SUCH_CPU, context);
		IContext2 page = (IContext2) new ProblemContextProvider().getContext(context, "en");
		assertTrue(page.getTitle().startsWith("NVMX0701: ") && page.getText().length() > 100, page.getText());
		AnnotationsOfEditor annotations = new AnnotationsOfEditor(editor);
		workbench.until("annotation", () -> annotations.shown().stream().anyMatch(shown -> shown.getText() != null && shown.getText().contains("no CPU 9")));
		Screenshots.take("acrn-rule-marker");
		editor.navigateTo(lineWith(editor, "cpus 1, 9"), "\tcpus 1, ".length());
		editor.quickfix("Use the free CPU 2");
		workbench.until("fix", () -> editor.getText().contains("cpus 1, 2"));
		editor.save();
		workbench.until("no marker", () -> workbench.problems(file).stream().noneMatch(left -> NO_SUCH_CPU.equals(left.getAttribute("code", ""))));
	}

	@Test
	void aProblemIsExplainedFromTheListOfItsFixes() throws Exception {
		SWTBotEclipseEditor editor = editor();
		AnnotationsOfEditor annotations = new AnnotationsOfEditor(editor);
		workbench.until("annotation", () -> annotations.shown().stream().anyMatch(shown -> shown.getText() != null && shown.getText().contains("no CPU 9")));
		editor.navigateTo(lineWith(editor, "cpus 1, 9"), "\tcpus 1, ".length());
		editor.quickfix("Explain NVMX0701");
		// Expect: the page of the rule, and the text as it was
		SWTBotShell page = workbench.bot().shell("NVMX0701: CPU is not on the board").activate();
		Screenshots.take("explained-problem");
		workbench.bot().button("OK").click();
		workbench.bot().waitUntil(Conditions.shellCloses(page));
		assertEquals(TEXT, editor.getText());
	}
}
