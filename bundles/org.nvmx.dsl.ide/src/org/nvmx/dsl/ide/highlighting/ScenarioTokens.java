// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.highlighting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractRule;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.EnumRule;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.TerminalRule;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.parser.IParseResult;
import org.nvmx.dsl.ide.highlighting.Token.Style;
import org.nvmx.dsl.services.ScenarioGrammarAccess;

import com.google.inject.Inject;

/** Colours a text by what each word means, which depends on where it stands and not on its letters. */
public final class ScenarioTokens {

	@Inject
	private ScenarioGrammarAccess grammar;

	/** @return the tokens in the order of the text */
	public List<Token> of(IParseResult parsed) {
		List<Token> tokens = new ArrayList<>();
		for (ILeafNode leaf : parsed.getRootNode().getLeafNodes()) {
			style(leaf).ifPresent(style -> tokens.add(new Token(leaf.getOffset(), leaf.getLength(), style)));
		}
		return tokens;
	}

	private Optional<Style> style(ILeafNode leaf) {
		EObject element = leaf.getGrammarElement();
		if (element instanceof TerminalRule terminal) {
			return comment(terminal);
		}
		if (element == null || leaf.getLength() == 0) {
			return Optional.empty();
		}
		AbstractRule rule = EcoreUtil2.getContainerOfType(element, AbstractRule.class);
		if (rule instanceof EnumRule || rule == grammar.getSwitchRule()) {
			return Optional.of(Style.VALUE);
		}
		if (element instanceof Keyword) {
			return Character.isLetter(leaf.getText().charAt(0)) ? Optional.of(Style.KEYWORD) : Optional.empty();
		}
		if (rule == grammar.getNameRule()) {
			return Optional.of(Style.NAME);
		}
		return element instanceof RuleCall call ? value(call.getRule()) : Optional.empty();
	}

	private Optional<Style> comment(TerminalRule terminal) {
		boolean comment = terminal == grammar.getSL_COMMENTRule() || terminal == grammar.getML_COMMENTRule();
		return comment ? Optional.of(Style.COMMENT) : Optional.empty();
	}

	private Optional<Style> value(AbstractRule terminal) {
		if (terminal == grammar.getSTRINGRule()) {
			return Optional.of(Style.STRING);
		}
		if (terminal == grammar.getINTRule() || terminal == grammar.getHEX_COLONSRule() || terminal == grammar.getHEXRule()) {
			return Optional.of(Style.NUMBER);
		}
		return terminal == grammar.getIDRule() ? Optional.of(Style.UNIT) : Optional.empty();
	}
}
