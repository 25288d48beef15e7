// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.nodemodel.INode;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.quantity.ByteSize;

/** A size with its unit. The unit is optional in the grammar, so that a forgotten one is said in these words. */
final class ByteSizeConverter extends TextConverter<ByteSize> {

	@Override
	protected ByteSize convert(String text, INode node) {
		try {
			return ByteSize.valueOf(text);
		} catch (IllegalArgumentException e) {
			throw new RuleConversionException(Rule.INVALID_SIZE, node, text.strip());
		}
	}

	@Override
	public String toString(ByteSize value) {
		return value.toString();
	}
}
