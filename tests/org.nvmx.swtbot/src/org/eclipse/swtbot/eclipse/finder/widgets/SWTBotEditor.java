// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.eclipse.finder.widgets;

import org.eclipse.swtbot.eclipse.finder.SWTWorkbenchBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.texteditor.ITextEditor;

/** An editor. */
public class SWTBotEditor extends SWTBotWorkbenchPart<IEditorReference> {

	public SWTBotEditor(IEditorReference partReference, SWTWorkbenchBot bot) {
		super(partReference, bot);
	}

	public boolean isDirty() {
		return UIThreadRunnable.syncExec((Result<Boolean>) partReference::isDirty);
	}

	public void save() {
		UIThreadRunnable.syncExec((VoidResult) () -> partReference.getPage()
				.saveEditor((IEditorPart) partReference.getPart(true), false));
	}

	public void close() {
		UIThreadRunnable.syncExec((VoidResult) () -> partReference.getPage()
				.closeEditor((IEditorPart) partReference.getPart(true), false));
	}

	/** @return the same editor with what text editors can do more */
	public SWTBotEclipseEditor toTextEditor() {
		if (!(part().getAdapter(ITextEditor.class) instanceof ITextEditor)) {
			throw new IllegalStateException(getTitle() + " is no text editor");
		}
		return new SWTBotEclipseEditor(partReference, bot);
	}
}
