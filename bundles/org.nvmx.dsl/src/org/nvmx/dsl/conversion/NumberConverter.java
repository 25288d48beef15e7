// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.nodemodel.INode;
import org.nvmx.dsl.validation.Rule;

/** Decimal digits, perhaps with a minus sign; a number beyond 31 bits is a located problem, not an overflow. */
final class NumberConverter extends TextConverter<Integer> {

	@Override
	protected Integer convert(String text, INode node) {
		try {
			return Integer.valueOf(text.replaceAll("\\s", ""));
		} catch (NumberFormatException e) {
			throw new RuleConversionException(Rule.INVALID_NUMBER, node, text);
		}
	}

	@Override
	public String toString(Integer value) {
		return Integer.toString(value);
	}
}
