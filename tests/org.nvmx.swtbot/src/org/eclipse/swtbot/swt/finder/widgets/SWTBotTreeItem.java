// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.results.Result;

/** A line of a tree. */
public class SWTBotTreeItem extends AbstractSWTBot<TreeItem> {

	private final SWTBotTree tree;

	public SWTBotTreeItem(TreeItem item) {
		super(item);
		this.tree = new SWTBotTree(syncExec((Result<Tree>) item::getParent));
	}

	@Override
	public String getText() {
		return syncExec((Result<String>) () -> widget.isDisposed() ? "" : widget.getText());
	}

	public SWTBotTreeItem expand() {
		tree.expand(widget);
		return this;
	}

	public boolean isExpanded() {
		return syncExec((Result<Boolean>) widget::getExpanded);
	}

	/** @return the items below */
	public SWTBotTreeItem[] getItems() {
		return syncExec((Result<List<TreeItem>>) () -> widget.isDisposed() ? List.of() : List.of(widget.getItems())).stream()
				.map(SWTBotTreeItem::new)
				.toArray(SWTBotTreeItem[]::new);
	}

	/** @return the texts of the items below */
	public List<String> getNodes() {
		return Arrays.stream(getItems()).map(SWTBotTreeItem::getText).toList();
	}

	/** @return the item below with the text */
	public SWTBotTreeItem getNode(String text) {
		return SWTBot.untilFound("tree item '" + text + "'", () -> Arrays.stream(getItems())
				.filter(item -> item.getText().equals(text))
				.findFirst()
				.orElse(null));
	}

	/** @return the item below by its place, 0 is the first */
	public SWTBotTreeItem getNode(int row) {
		return SWTBot.untilFound("tree item " + row, () -> getItems().length > row ? getItems()[row] : null);
	}

	public SWTBotTreeItem expandNode(String... path) {
		SWTBotTreeItem item = this;
		for (String text : path) {
			item = item.getNode(text).expand();
		}
		return item;
	}

	public SWTBotTreeItem select() {
		tree.select(widget);
		return this;
	}

	/** Selects an item below. */
	public SWTBotTreeItem select(String text) {
		getNode(text).select();
		return this;
	}

	public SWTBotTreeItem doubleClick() {
		select();
		tree.open(widget);
		return this;
	}

	public SWTBotMenu contextMenu(String text) {
		select();
		return tree.contextMenu(text);
	}
}
