// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.nodemodel.INode;

/** {@code on} and {@code off}. The grammar admits no other word, so there is nothing to reject. */
final class SwitchConverter extends TextConverter<Boolean> {

	@Override
	protected Boolean convert(String text, INode node) {
		return "on".equals(text);
	}

	@Override
	protected Boolean ofNothing() {
		return false;
	}

	@Override
	public String toString(Boolean value) {
		return value ? "on" : "off";
	}
}
