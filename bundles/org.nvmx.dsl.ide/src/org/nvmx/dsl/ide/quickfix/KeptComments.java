// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.xtext.TerminalRule;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.nvmx.dsl.ide.edit.TextChange;

/** Comments that stand in what a fix replaces: they are their author's to delete, and stay behind the new text. */
final class KeptComments {

	private final String text;
	private final INode root;

	/** @param root of the nodes of the text */
	KeptComments(String text, INode root) {
		this.text = text;
		this.root = root;
	}

	/** @return the changes, each with the comments that it would take away */
	List<TextChange> in(List<TextChange> changes) {
		return changes.stream().map(this::in).toList();
	}

	private TextChange in(TextChange change) {
		List<String> comments = change.length() == 0 ? List.<String>of() : comments(change.offset(), change.offset() + change.length());
		if (comments.isEmpty()) {
			return change;
		}
		StringBuilder kept = new StringBuilder(change.newText());
		int lineStart = change.offset();
		while (lineStart > 0 && text.charAt(lineStart - 1) != '\n' && text.charAt(lineStart - 1) != '\r') {
			lineStart--;
		}
		for (String comment : comments) {
			kept.append(kept.isEmpty() ? "" : " ").append(comment);
			if (comment.startsWith("//")) {
				kept.append('\n');
			}
		}
		boolean wholeLine = lineStart == change.offset() && text.startsWith("\n", change.offset() + change.length() - 1);
		if (wholeLine && kept.charAt(kept.length() - 1) != '\n') {
			kept.append('\n');
		}
		return new TextChange(change.offset(), change.length(), (wholeLine ? indentation(lineStart) : "") + kept);
	}

	private String indentation(int lineStart) {
		int end = lineStart;
		while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
			end++;
		}
		return text.substring(lineStart, end);
	}

	/** @return the comments that start within a part of the text, without the blanks around them */
	private List<String> comments(int from, int to) {
		List<String> comments = new ArrayList<>();
		for (ILeafNode leaf : root.getLeafNodes()) {
			boolean comment = leaf.isHidden() && leaf.getGrammarElement() instanceof TerminalRule rule && rule.getName().endsWith("_COMMENT");
			if (comment && leaf.getOffset() >= from && leaf.getOffset() < to) {
				comments.add(leaf.getText().strip());
			}
		}
		return comments;
	}
}
