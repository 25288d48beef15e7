// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.serialization;

import java.util.Optional;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.EnumRule;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.conversion.IValueConverterService;
import org.eclipse.xtext.util.SimpleAttributeResolver;

import com.google.inject.Inject;

/** Prints the value of an assignment: a contained element by its rule, a word of an enumeration, a reference's name, or a converted value. */
final class ValuePrinter {

	@Inject
	private IValueConverterService converters;

	void print(AbstractElement terminal, Object value, StringBuilder text) {
		switch (terminal) {
		case RuleCall call when call.getRule() instanceof EnumRule rule -> word(literal(rule, value), text);
		case RuleCall call when call.getRule() instanceof ParserRule rule && !GrammarUtil.isDatatypeRule(rule) ->
			new GrammarPrinter(this, (EObject) value, text).print(ruleFor(rule, ((EObject) value).eClass()).getAlternatives());
		case RuleCall call -> word(converters.toString(value, call.getRule().getName()), text);
		case CrossReference reference when reference.getTerminal() instanceof RuleCall call ->
			word(converters.toString(SimpleAttributeResolver.NAME_RESOLVER.apply((EObject) value), call.getRule().getName()), text);
		default -> throw new IllegalArgumentException("the grammar assigns a value by " + terminal.eClass().getName());
		}
	}

	/** @return the rule itself, or the one of its alternatives that makes elements of the class */
	private static ParserRule ruleFor(ParserRule rule, EClass type) {
		for (RuleCall call : EcoreUtil2.eAllOfType(rule, RuleCall.class)) {
			boolean alternative = GrammarUtil.containingAssignment(call) == null && call.getRule() instanceof ParserRule;
			if (alternative && !((ParserRule) call.getRule()).isFragment() && EcoreUtil2.isAssignableFrom((EClass) call.getRule().getType().getClassifier(), type)) {
				return ruleFor((ParserRule) call.getRule(), type);
			}
		}
		return rule;
	}

	private static String literal(EnumRule rule, Object value) {
		Optional<EnumLiteralDeclaration> declaration = EcoreUtil2.eAllOfType(rule, EnumLiteralDeclaration.class).stream()
				.filter(d -> d.getEnumLiteral().getInstance() == value).findFirst();
		return declaration.orElseThrow(() -> new IllegalArgumentException("the language has no word for " + value)).getLiteral().getValue();
	}

	private static void word(String word, StringBuilder text) {
		text.append(text.isEmpty() ? "" : " ").append(word);
	}
}
