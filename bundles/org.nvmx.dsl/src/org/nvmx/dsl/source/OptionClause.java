// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.Action;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;

/**
 * One option as it is written in a block, such as {@code guest flags RT}. A block is a repeated choice in the grammar, so an option is what one
 * alternative of the choice has matched.
 *
 * @param alternative the grammar's alternative, the same object for two clauses of the same option
 * @param first       the first node of the clause
 * @param last        the last node of the clause
 */
public record OptionClause(AbstractElement alternative, INode first, INode last) {

	/** @return the clauses of a block in the order of the text, together if they are of one alternative */
	public static Map<AbstractElement, List<OptionClause>> byAlternative(EObject block) {
		return of(block).stream().collect(Collectors.groupingBy(OptionClause::alternative, LinkedHashMap::new, Collectors.toList()));
	}

	/** @return the clauses of a block in the order of the text */
	public static List<OptionClause> of(EObject block) {
		List<OptionClause> clauses = new ArrayList<>();
		ICompositeNode node = NodeModelUtils.getNode(block);
		if (node != null) {
			collect(node, clauses);
		}
		return clauses;
	}

	/** @return the clause of a block that a character is in */
	public static Optional<OptionClause> around(EObject block, int offset) {
		return of(block).stream().filter(clause -> clause.offset() <= offset && offset < clause.endOffset()).findFirst();
	}

	/** @return the clause as it is written */
	public String text() {
		return first.getRootNode().getText().substring(offset(), endOffset());
	}

	/** @return whether the block may hold more than one such clause */
	public boolean isRepeatable() {
		boolean adds = elements().stream().anyMatch(e -> e instanceof Assignment a && "+=".equals(a.getOperator()));
		// A comma-separated list is one option with several values.
		boolean list = elements().stream().anyMatch(e -> e instanceof Keyword k && ",".equals(k.getValue()));
		return adds && !list;
	}

	/** @return the option's leading keywords */
	public String label() {
		StringBuilder label = new StringBuilder();
		for (INode leaf : first.getParent().getLeafNodes()) {
			boolean inside = leaf.getOffset() >= first.getOffset() && leaf.getEndOffset() <= last.getEndOffset();
			if (inside && !((ILeafNode) leaf).isHidden()) {
				if (!(leaf.getGrammarElement() instanceof Keyword keyword) || GrammarUtil.isDatatypeRule(GrammarUtil.containingRule(keyword))) {
					break;
				}
				label.append(label.isEmpty() ? "" : " ").append(leaf.getText());
			}
		}
		return label.toString();
	}

	/** @return the clause's first word */
	public INode firstWord() {
		for (INode leaf : first.getLeafNodes()) {
			if (!((ILeafNode) leaf).isHidden()) {
				return leaf;
			}
		}
		return first;
	}

	/** @return offset of the clause's first character */
	public int offset() {
		return first.getTextRegion().getOffset();
	}

	/** @return offset after the clause's last character */
	public int endOffset() {
		return last.getTextRegion().getOffset() + last.getTextRegion().getLength();
	}

	private List<EObject> elements() {
		List<EObject> elements = new ArrayList<>(EcoreUtil2.eAllContentsAsList(alternative));
		elements.add(alternative);
		return elements;
	}

	private static void collect(ICompositeNode block, List<OptionClause> clauses) {
		for (INode child : block.getChildren()) {
			EObject element = element(child);
			boolean callOfThisBlock = block.getGrammarElement() instanceof Action && child == block.getFirstChild();
			if (callOfThisBlock || child instanceof ILeafNode leaf && leaf.isHidden() || !(element instanceof AbstractElement)) {
				continue;
			}
			if (element instanceof RuleCall call && call.getRule() instanceof ParserRule rule && rule.isFragment()) {
				collect((ICompositeNode) child, clauses);
				continue;
			}
			AbstractElement alternative = alternative((AbstractElement) element);
			if (alternative != null) {
				add(alternative, (AbstractElement) element, child, clauses);
			}
		}
	}

	/** A rule that starts with an action has the action's node around the node of its call. */
	private static EObject element(INode node) {
		return node.getGrammarElement() instanceof Action ? element(((ICompositeNode) node).getFirstChild()) : node.getGrammarElement();
	}

	private static void add(AbstractElement alternative, AbstractElement element, INode node, List<OptionClause> clauses) {
		if (isStart(alternative, element) || clauses.isEmpty()) {
			clauses.add(new OptionClause(alternative, node, node));
		} else {
			OptionClause open = clauses.removeLast();
			clauses.add(new OptionClause(open.alternative, open.first, node));
		}
	}

	private static boolean isStart(AbstractElement alternative, AbstractElement element) {
		AbstractElement start = alternative instanceof Group group ? group.getElements().get(0) : alternative;
		return start == element || start instanceof Assignment assignment && assignment.getTerminal() == element;
	}

	/** @return the element of a block's choice that an element is in, or null for what is not in a choice */
	private static AbstractElement alternative(AbstractElement element) {
		EObject each = element;
		AbstractElement outermost = null;
		while (each instanceof AbstractElement inner) {
			if (each.eContainer() instanceof Alternatives) {
				outermost = inner;
			}
			each = each.eContainer();
		}
		return outermost;
	}
}
