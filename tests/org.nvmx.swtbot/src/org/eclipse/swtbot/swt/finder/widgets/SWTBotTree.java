// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;

/** A tree. */
public class SWTBotTree extends AbstractSWTBotControl<Tree> {

	public SWTBotTree(Tree tree) {
		super(tree);
	}

	@Override
	public String getText() {
		return String.join("\n", Arrays.stream(getAllItems()).map(SWTBotTreeItem::getText).toList());
	}

	/** @return the items of the top level */
	public SWTBotTreeItem[] getAllItems() {
		return syncExec((Result<List<TreeItem>>) () -> List.of(widget.getItems())).stream()
				.map(SWTBotTreeItem::new)
				.toArray(SWTBotTreeItem[]::new);
	}

	public boolean hasItems() {
		return syncExec((Result<Boolean>) () -> widget.getItemCount() > 0);
	}

	/** @return the item of the top level with the text */
	public SWTBotTreeItem getTreeItem(String text) {
		return SWTBot.untilFound("tree item '" + text + "'", () -> Arrays.stream(getAllItems())
				.filter(item -> item.getText().equals(text))
				.findFirst()
				.orElse(null));
	}

	/** Expands node after node along the path and returns the last. */
	public SWTBotTreeItem expandNode(String... path) {
		SWTBotTreeItem item = getTreeItem(path[0]).expand();
		for (String text : Arrays.asList(path).subList(1, path.length)) {
			item = item.getNode(text).expand();
		}
		return item;
	}

	/** Selects items of the top level. */
	public SWTBotTree select(String... texts) {
		Arrays.stream(texts).forEach(text -> getTreeItem(text).select());
		return this;
	}

	void select(TreeItem item) {
		setFocus();
		Event event = new Event();
		event.item = item;
		syncExec((VoidResult) () -> widget.setSelection(item));
		notify(SWT.Selection, event);
	}

	void expand(TreeItem item) {
		Event event = new Event();
		event.item = item;
		notify(SWT.Expand, event);
		syncExec((VoidResult) () -> item.setExpanded(true));
	}

	void open(TreeItem item) {
		Event event = new Event();
		event.item = item;
		notify(SWT.DefaultSelection, event);
	}
}
