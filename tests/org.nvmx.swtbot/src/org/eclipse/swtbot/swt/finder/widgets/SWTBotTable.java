// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.results.Result;

/** A table. */
public class SWTBotTable extends AbstractSWTBotControl<Table> {

	public SWTBotTable(Table table) {
		super(table);
	}

	@Override
	public String getText() {
		return String.join("\n", texts());
	}

	public int rowCount() {
		return syncExec((Result<Integer>) widget::getItemCount);
	}

	/** @return the text of a cell */
	public String cell(int row, int column) {
		return syncExec((Result<String>) () -> widget.getItem(row).getText(column));
	}

	public SWTBotTable select(String item) {
		waitForEnabled();
		int index = SWTBot.untilFound("table item '" + item + "'", () -> {
			int found = texts().indexOf(item);
			return found < 0 ? null : found;
		});
		return select(index);
	}

	private SWTBotTable select(int index) {
		Event event = new Event();
		event.item = syncExec((Result<TableItem>) () -> {
			widget.setSelection(index);
			return widget.getItem(index);
		});
		notify(SWT.Selection, event);
		return this;
	}

	private List<String> texts() {
		return syncExec((Result<List<String>>) () -> Arrays.stream(widget.getItems()).map(TableItem::getText).toList());
	}
}
