// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.edit;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__USES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SCENARIO__BOARD;

import java.util.List;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.ITextRegion;
import org.nvmx.dsl.source.OptionClause;
import org.nvmx.model.scenario.Definition;

/**
 * Changes options in the text of a scenario. Only the characters of the option itself are touched, so comments and layout stay.
 */
public final class BlockEdits {

	private final String text;
	private final Lines lines;
	private final TextChanges changes = new TextChanges();

	/** @param text the whole text that the nodes belong to */
	public BlockEdits(String text) {
		this.text = text;
		this.lines = new Lines(text);
	}

	public List<TextChange> changes() {
		return changes.toList();
	}

	/** Replaces the text of a feature's first value, or adds an option if there is none. */
	public void set(EObject block, EStructuralFeature feature, String value, String option) {
		List<INode> nodes = NodeModelUtils.findNodesForFeature(block, feature);
		if (nodes.isEmpty()) {
			addOption(block, option);
		} else {
			replace(nodes.get(nodes.size() - 1), value);
		}
	}

	public void replace(INode node, String value) {
		ITextRegion region = node.getTextRegion();
		changes.replace(region.getOffset(), region.getLength(), value);
	}

	public void replaceRegion(int offset, int length, String value) {
		changes.replace(offset, length, value);
	}

	public void insert(int offset, String inserted) {
		changes.insert(offset, inserted);
	}

	/** Adds an option as the last one before any nested block: on a line of its own, or in line where the block is one line. */
	public void addOption(EObject block, String option) {
		ICompositeNode node = NodeModelUtils.getNode(block);
		INode open = brace(node, "{");
		if (open == null) {
			changes.insert(node.getTextRegion().getOffset() + node.getTextRegion().getLength(), " {" + lineBreak(node) + "\t" + option + lineBreak(node) + "}");
			return;
		}
		INode close = brace(node, "}");
		int anchor = anchor(block, open);
		boolean oneLine = close != null && lines.same(open.getOffset(), close.getOffset());
		if (oneLine) {
			changes.insert(anchor, " " + option + (anchor < text.length() && text.charAt(anchor) == '}' ? " " : ""));
		} else {
			changes.insert(lines.end(anchor), lineBreak(node) + "\t" + option);
		}
	}

	/** Adds a block behind the first line of a definition: its name, its board and what it uses. */
	public void addBlock(Definition definition, String block) {
		int end = 0;
		for (EStructuralFeature feature : List.of(DEFINITION__NAME, SCENARIO__BOARD, DEFINITION__USES)) {
			for (INode node : NodeModelUtils.findNodesForFeature(definition, feature)) {
				end = Math.max(end, endOf(node));
			}
		}
		changes.insert(end, "\n\n" + block);
	}

	/** Removes an option; the whole line, if nothing else is on it. */
	public void remove(OptionClause clause) {
		removeRegion(clause.offset(), clause.endOffset());
	}

	/** Removes the value at an index of a comma-separated list, with its comma; the whole option, if it is the only value. */
	public void removeValue(EObject block, List<INode> values, int index) {
		if (values.size() > 1) {
			int from = index > 0 ? endOf(values.get(index - 1)) : values.get(0).getTextRegion().getOffset();
			int to = index > 0 ? endOf(values.get(index)) : values.get(1).getTextRegion().getOffset();
			changes.replace(from, to - from, "");
			return;
		}
		int offset = values.get(index).getTextRegion().getOffset();
		OptionClause.of(block).stream().filter(c -> c.offset() <= offset && offset < c.endOffset()).forEach(this::remove);
	}

	/** Removes a part of the text; the whole line, if nothing else is on it. */
	public void removeRegion(int from, int to) {
		boolean alone = lines.isBlank(lines.start(from), from) && lines.isBlank(to, lines.end(to));
		if (alone) {
			int start = lines.start(from);
			changes.replace(start, lines.next(to) - start, "");
		} else {
			int end = to;
			while (end < text.length() && text.charAt(end) == ' ') {
				end++;
			}
			changes.replace(from, end - from, "");
		}
	}

	/** @return where a new option goes: after the last option that is no block itself, or after the brace */
	private static int anchor(EObject block, INode open) {
		int anchor = endOf(open);
		for (OptionClause clause : OptionClause.of(block)) {
			if (!clause.isRepeatable() || clause.label().startsWith("legacy")) {
				anchor = Math.max(anchor, clause.endOffset());
			}
		}
		return anchor;
	}

	private String lineBreak(INode block) {
		return lines.separator() + lines.indentation(block.getTextRegion().getOffset());
	}

	private static int endOf(INode node) {
		return node.getTextRegion().getOffset() + node.getTextRegion().getLength();
	}

	private static INode brace(ICompositeNode block, String brace) {
		for (INode child : block.getChildren()) {
			if (child.getGrammarElement() instanceof Keyword keyword && keyword.getValue().equals(brace)) {
				return child;
			}
		}
		return null;
	}
}
