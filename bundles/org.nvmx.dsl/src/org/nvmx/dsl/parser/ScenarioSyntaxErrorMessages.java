// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.parser;

import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.Token;
import org.eclipse.xtext.nodemodel.SyntaxErrorMessage;
import org.eclipse.xtext.parser.antlr.ISyntaxErrorMessageProvider;
import org.nvmx.dsl.conversion.RuleConversionException;
import org.nvmx.dsl.validation.Rule;

/** Turns what the parser generator says into a rule's code, message and remedy. */
public class ScenarioSyntaxErrorMessages implements ISyntaxErrorMessageProvider {

	@Override
	public SyntaxErrorMessage getSyntaxErrorMessage(IParserErrorContext context) {
		RecognitionException exception = context.getRecognitionException();
		Token token = exception == null ? null : exception.token;
		String found = token == null || token.getText() == null ? "" : token.getText();
		if (found.startsWith("\"") && found.length() == 1) {
			return of(Rule.STRING_NOT_CLOSED);
		}
		return of(Rule.SYNTAX, context.getDefaultMessage(), "correct the text here");
	}

	@Override
	public SyntaxErrorMessage getSyntaxErrorMessage(IValueConverterErrorContext context) {
		if (context.getValueConverterException() instanceof RuleConversionException violation) {
			return of(violation.rule(), violation.arguments());
		}
		return of(Rule.SYNTAX, context.getDefaultMessage(), "correct the value");
	}

	private static SyntaxErrorMessage of(Rule rule, Object... arguments) {
		return new SyntaxErrorMessage(rule.message(arguments), rule.code(), new String[] { rule.remedy(arguments) });
	}
}
