// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.conversion.ValueConverterException;
import org.eclipse.xtext.nodemodel.INode;
import org.nvmx.dsl.validation.Rule;

/** A text that is not a value: which rule it breaks, and that rule's arguments. */
public final class RuleConversionException extends ValueConverterException {

	private static final long serialVersionUID = 1L;

	private final transient Rule rule;
	private final transient Object[] arguments;

	public RuleConversionException(Rule rule, INode node, Object... arguments) {
		super(rule.message(arguments), node, null);
		this.rule = rule;
		this.arguments = arguments;
	}

	public Rule rule() {
		return rule;
	}

	public Object[] arguments() {
		return arguments.clone();
	}
}
