// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.Token;
import org.eclipse.xtext.nodemodel.SyntaxErrorMessage;
import org.eclipse.xtext.parser.antlr.ISyntaxErrorMessageProvider;
import org.nvmx.dsl.conversion.RuleConversionException;
import org.nvmx.dsl.source.SimilarWords;
import org.nvmx.dsl.validation.Rule;

/** Says what is wrong in the author's words: what stands there, and what may stand there. */
public class ScenarioSyntaxErrorMessages implements ISyntaxErrorMessageProvider {

	private static final int MAX_EXPECTED = 10;
	private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_0-9-]*");
	/** How the lexer's generated code complains about a character. */
	private static final Pattern CHARACTER = Pattern.compile("character '(.+?)'(?: expecting '(.)')?$", Pattern.DOTALL);

	@Override
	public SyntaxErrorMessage getSyntaxErrorMessage(IParserErrorContext context) {
		RecognitionException exception = context.getRecognitionException();
		if (exception == null || exception.token == null) {
			return ofCharacter(context.getDefaultMessage());
		}
		Set<String> expected = ExpectedPhrases.at(context.getCurrentNode());
		String found = exception.token.getType() == Token.EOF ? "" : exception.token.getText();
		if (WORD.matcher(found).matches() && expected.contains(ExpectedPhrases.NAME)) {
			return of(Rule.KEYWORD_AS_NAME, found);
		}
		String message = found.isEmpty() ? "The text ends too early" : "'" + found + "' does not belong here";
		Optional<String> similar = SimilarWords.nearest(found, words(expected));
		return similar.isPresent() ? didYouMean(message, similar.get()) : of(Rule.SYNTAX, message, remedy(expected));
	}

	@Override
	public SyntaxErrorMessage getSyntaxErrorMessage(IValueConverterErrorContext context) {
		if (context.getValueConverterException() instanceof RuleConversionException violation) {
			return of(violation.rule(), violation.arguments());
		}
		return of(Rule.SYNTAX, "A value is missing here", "write one");
	}

	/** The meant word is the problem's second datum, which a quick fix uses. */
	private static SyntaxErrorMessage didYouMean(String message, String word) {
		return new SyntaxErrorMessage(message, Rule.SYNTAX.code(), new String[] { "did you mean '" + word + "'?", word });
	}

	/** @return the words of the phrases; a description such as "a name" is none */
	private static Set<String> words(Set<String> expected) {
		return expected.stream().filter(phrase -> !phrase.startsWith("a ")).flatMap(phrase -> Stream.of(phrase.split(" "))).collect(Collectors.toSet());
	}

	private static String remedy(Set<String> expected) {
		List<String> shown = new ArrayList<>(expected.stream().limit(MAX_EXPECTED).toList());
		if (shown.isEmpty()) {
			return "remove it";
		}
		String last = shown.size() == expected.size() ? shown.removeLast() : "others";
		return "expected " + (shown.isEmpty() ? last : String.join(", ", shown) + " or " + last);
	}

	private static SyntaxErrorMessage ofCharacter(String lexerMessage) {
		Matcher matcher = CHARACTER.matcher(lexerMessage);
		if (!matcher.find()) {
			return of(Rule.SYNTAX, "This text is not part of the language", "correct or remove it");
		}
		String expected = matcher.group(2) == null ? "" : matcher.group(2);
		return switch (expected) {
		case "\"", "'" -> of(Rule.STRING_NOT_CLOSED);
		case "*", "/" -> of(Rule.SYNTAX, "This comment is not closed", "write */ where it ends");
		default -> of(Rule.SYNTAX, "'" + matcher.group(1) + "' is no character of the language", "remove it, or put the text in quotes");
		};
	}

	private static SyntaxErrorMessage of(Rule rule, Object... arguments) {
		return new SyntaxErrorMessage(rule.message(arguments), rule.code(), new String[] { rule.remedy(arguments) });
	}
}
