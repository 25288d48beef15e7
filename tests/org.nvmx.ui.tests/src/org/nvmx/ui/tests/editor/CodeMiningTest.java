// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.codemining.ICodeMining;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.inlined.AbstractInlinedAnnotation;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nvmx.ui.internal.editor.AllocationCodeMiningProvider;
import org.nvmx.ui.internal.preferences.ScenarioPreferences;
import org.nvmx.ui.tests.harness.Screenshots;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

/** What the editor shows beside the text. */
@WorkbenchTest
class CodeMiningTest {

	@RegisterExtension
	final Workbench workbench = new Workbench();

	@AfterEach
	void restorePreferences() {
		InstanceScope.INSTANCE.getNode(ScenarioPreferences.NODE).remove(ScenarioPreferences.CODE_MININGS);
	}

	@Test
	void theEditorShowsWhatIsAllocatedAndStopsWhenToldSo() throws Exception {
		SWTBotEclipseEditor editor = workbench.open(workbench.createProject("nested-hello", "Minings Ä").getFile("nested-hello.nvmx"));
		// Expect: at the end of the line that asks for a PCI console, the first address that the board leaves free
		workbench.until("mining", () -> linesWithMinings(editor).contains("console vuart pci"));
		assertEquals(List.of("00:02.0"), labels(editor).stream().filter(label -> label.matches("\\d\\d:.*")).toList());
		Screenshots.take("code-minings");
		// Expect: the line follows what is typed
		workbench.replace(editor, "console vuart pci", "console vuart off");
		workbench.until("no mining", () -> linesWithMinings(editor).stream().noneMatch(line -> line.startsWith("console vuart")));
		workbench.replace(editor, "console vuart off", "console vuart pci");
		workbench.until("mining again", () -> linesWithMinings(editor).contains("console vuart pci"));
		// Expect: nothing is left once the setting is off, in the open editor
		InstanceScope.INSTANCE.getNode(ScenarioPreferences.NODE).putBoolean(ScenarioPreferences.CODE_MININGS, false);
		workbench.until("switched off", () -> linesWithMinings(editor).isEmpty());
	}

	private static ITextViewer viewer(SWTBotEclipseEditor editor) {
		return editor.getReference().getEditor(true).getAdapter(ITextViewer.class);
	}

	private static List<String> labels(SWTBotEclipseEditor editor) throws Exception {
		AllocationCodeMiningProvider provider = new AllocationCodeMiningProvider();
		try {
			return provider.provideCodeMinings(viewer(editor), null).get(60, TimeUnit.SECONDS).stream().map(ICodeMining::getLabel).map(String::strip).toList();
		} finally {
			provider.dispose();
		}
	}

	/** @return the lines of the text that the editor draws something beside */
	private static List<String> linesWithMinings(SWTBotEclipseEditor editor) {
		List<Integer> lines = UIThreadRunnable.syncExec((Result<List<Integer>>) () -> {
			ISourceViewer viewer = (ISourceViewer) viewer(editor);
			IAnnotationModel model = viewer.getAnnotationModel();
			List<Integer> found = new ArrayList<>();
			for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
				Annotation annotation = all.next();
				if (annotation instanceof AbstractInlinedAnnotation && !annotation.isMarkedDeleted()) {
					found.add(viewer.getTextWidget().getLineAtOffset(model.getPosition(annotation).getOffset()));
				}
			}
			return found;
		});
		return lines.stream().map(line -> editor.getLines().get(line).strip()).toList();
	}
}
