// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.folding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.parser.IParseResult;
import org.nvmx.dsl.ide.highlighting.ScenarioTokens;
import org.nvmx.dsl.ide.highlighting.Token;

import com.google.inject.Inject;

/** Blocks and comments of more than one line. */
public final class ScenarioFolds {

	@Inject
	private ScenarioTokens tokens;

	/** @return the folds in the order of their ends */
	public List<Fold> of(IParseResult parsed) {
		String text = parsed.getRootNode().getText();
		List<Fold> folds = new ArrayList<>();
		Deque<Integer> open = new ArrayDeque<>();
		for (ILeafNode leaf : parsed.getRootNode().getLeafNodes()) {
			if (!leaf.isHidden() && leaf.getText().equals("{")) {
				open.push(leaf.getOffset());
			} else if (!leaf.isHidden() && leaf.getText().equals("}") && !open.isEmpty()) {
				add(folds, text, open.pop(), leaf.getEndOffset(), Fold.Kind.BLOCK);
			}
		}
		tokens.of(parsed).stream().filter(token -> token.style() == Token.Style.COMMENT)
				.forEach(token -> add(folds, text, token.offset(), token.offset() + token.length(), Fold.Kind.COMMENT));
		return folds;
	}

	private static void add(List<Fold> folds, String text, int from, int to, Fold.Kind kind) {
		if (text.substring(from, to).strip().indexOf('\n') >= 0) {
			folds.add(new Fold(from, to - from, kind));
		}
	}
}
