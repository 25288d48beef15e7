// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.nodemodel.INode;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.quantity.MacAddress;

/** Six pairs of hexadecimal digits. */
final class MacAddressConverter extends TextConverter<MacAddress> {

	@Override
	protected MacAddress convert(String text, INode node) {
		try {
			return MacAddress.valueOf(text);
		} catch (IllegalArgumentException e) {
			throw new RuleConversionException(Rule.INVALID_MAC, node, text);
		}
	}

	@Override
	public String toString(MacAddress value) {
		return value.toString();
	}
}
