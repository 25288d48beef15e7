// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.editor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.ui.texteditor.ITextEditor;

/** What an editor shows in its margin and under its words. */
final class AnnotationsOfEditor {

	private final SWTBotEclipseEditor bot;

	AnnotationsOfEditor(SWTBotEclipseEditor bot) {
		this.bot = bot;
	}

	/** @return the annotations that can be seen */
	List<Annotation> shown() {
		return UIThreadRunnable.syncExec((Result<List<Annotation>>) () -> {
			ITextEditor editor = (ITextEditor) bot.getReference().getEditor(true);
			IAnnotationModel model = editor.getDocumentProvider().getAnnotationModel(editor.getEditorInput());
			List<Annotation> shown = new ArrayList<>();
			for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
				Annotation annotation = all.next();
				if (!annotation.isMarkedDeleted()) {
					shown.add(annotation);
				}
			}
			return shown;
		});
	}

	static boolean isError(Annotation annotation) {
		return "org.eclipse.ui.workbench.texteditor.error".equals(annotation.getType());
	}
}
