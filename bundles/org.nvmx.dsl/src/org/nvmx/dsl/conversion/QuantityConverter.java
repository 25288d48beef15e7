// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import java.util.function.Function;

import org.eclipse.xtext.nodemodel.INode;
import org.nvmx.dsl.validation.Rule;

/** A value of a type that reads itself and whose text reads back as itself, such as a size or an address. */
final class QuantityConverter<T> extends TextConverter<T> {

	private final Function<String, T> reader;
	private final Rule rule;

	/**
	 * @param reader throws IllegalArgumentException for a text that is no value
	 * @param rule   what such a text breaks; its argument is the text
	 */
	QuantityConverter(Function<String, T> reader, Rule rule) {
		this.reader = reader;
		this.rule = rule;
	}

	@Override
	protected T convert(String text, INode node) {
		try {
			return reader.apply(text.strip());
		} catch (IllegalArgumentException e) {
			throw new RuleConversionException(rule, node, text.strip());
		}
	}

	@Override
	public String toString(T value) {
		return value.toString();
	}
}
