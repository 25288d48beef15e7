// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.conversion.IValueConverter;
import org.eclipse.xtext.nodemodel.INode;

/** A converter that is asked about real text only: after a syntax error the parser asks with null, about which nothing is left to say. */
abstract class TextConverter<T> implements IValueConverter<T> {

	@Override
	public final T toValue(String text, INode node) {
		return text == null ? ofNothing() : convert(text, node);
	}

	/** @return the value where a syntax error left no text; not null for a primitive feature */
	protected T ofNothing() {
		return null;
	}

	/** @throws RuleConversionException if the text is not a value */
	protected abstract T convert(String text, INode node);
}
