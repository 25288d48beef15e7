// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.eclipse.finder.widgets;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swtbot.eclipse.finder.SWTWorkbenchBot;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.ControlFinder;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotStyledText;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.ui.IEditorReference;

/** A text editor. Lines and columns count from 0. */
public class SWTBotEclipseEditor extends SWTBotEditor {

	private final SWTBotStyledText text;

	public SWTBotEclipseEditor(IEditorReference reference, SWTWorkbenchBot bot) {
		super(reference, bot);
		StyledText widget = UIThreadRunnable.syncExec((Result<StyledText>) () -> (StyledText) reference.getPart(true)
				.getAdapter(Control.class));
		text = new SWTBotStyledText(widget);
	}

	public SWTBotStyledText getStyledText() {
		return text;
	}

	public String getText() {
		return text.getText();
	}

	public List<String> getLines() {
		return text.getLines();
	}

	public void setText(String newText) {
		text.setText(newText);
	}

	public void navigateTo(int line, int column) {
		text.navigateTo(line, column);
	}

	public void selectRange(int line, int column, int length) {
		text.selectRange(line, column, length);
	}

	public void insertText(String newText) {
		text.insertText(newText);
	}

	public void insertText(int line, int column, String newText) {
		navigateTo(line, column);
		insertText(newText);
	}

	public void typeText(String newText) {
		text.typeText(newText);
	}

	public StyleRange getStyle(int line, int column) {
		return text.getStyle(line, column);
	}

	/** @return the labels of the completions at the caret, after {@code filter} was written there */
	public List<String> getAutoCompleteProposals(String filter) {
		SWTBotTable popup = popup(filter, ISourceViewer.CONTENTASSIST_PROPOSALS);
		List<String> labels = labels(popup);
		close(popup);
		return labels;
	}

	/** Writes {@code filter} at the caret and chooses a completion. */
	public void autoCompleteProposal(String filter, String proposal) {
		choose(popup(filter, ISourceViewer.CONTENTASSIST_PROPOSALS), proposal);
	}

	/** Chooses a quick fix at the caret. */
	public void quickfix(String label) {
		choose(popup("", ISourceViewer.QUICK_ASSIST), label);
	}

	private SWTBotTable popup(String filter, int operation) {
		show();
		text.setFocus();
		if (!filter.isEmpty()) {
			typeText(filter);
		}
		List<Shell> before = shells();
		UIThreadRunnable.asyncExec(() -> ((ITextOperationTarget) partReference.getPart(true)
				.getAdapter(ITextOperationTarget.class)).doOperation(operation));
		return new SWTBotTable(SWTBot.untilFound("list of proposals", () -> UIThreadRunnable.syncExec((Result<Table>) () -> shells()
				.stream()
				.filter(shell -> !before.contains(shell))
				.flatMap(shell -> new ControlFinder().findControls(shell, Table.class, table -> table.getItemCount() > 0).stream())
				.filter(table -> !isStillComputing(table))
				.findFirst()
				.orElse(null))));
	}

	/** An asynchronous content assistant shows one line that says so until the proposals are there. */
	private static boolean isStillComputing(Table table) {
		return table.getItemCount() == 1 && table.getItem(0).getText().startsWith("Computing proposals");
	}

	private static List<Shell> shells() {
		return UIThreadRunnable.syncExec((Result<List<Shell>>) () -> Arrays.stream(
				SWTUtils.display().getShells()).filter(Shell::isVisible).toList());
	}

	private static List<String> labels(SWTBotTable popup) {
		return IntStream.range(0, popup.rowCount()).mapToObj(row -> popup.cell(row, 0)).toList();
	}

	private static void choose(SWTBotTable popup, String label) {
		popup.select(label);
		UIThreadRunnable.asyncExec(() -> {
			Event event = new Event();
			event.item = popup.widget.getSelection()[0];
			popup.widget.notifyListeners(SWT.DefaultSelection, event);
		});
		SWTBot.untilFound("end of the list of proposals", () -> isClosed(popup) ? Boolean.TRUE : null);
	}

	private static void close(SWTBotTable popup) {
		UIThreadRunnable.syncExec((VoidResult) () -> {
			if (!popup.widget.isDisposed()) {
				popup.widget.getShell().close();
			}
		});
	}

	private static boolean isClosed(SWTBotTable popup) {
		return UIThreadRunnable.syncExec((Result<Boolean>) () -> popup.widget.isDisposed() || !popup.widget.isVisible());
	}
}
