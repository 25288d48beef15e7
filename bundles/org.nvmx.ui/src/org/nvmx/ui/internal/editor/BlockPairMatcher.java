// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.jface.text.source.DefaultCharacterPairMatcher;

/** Finds the brace that opens or closes a block. */
public final class BlockPairMatcher extends DefaultCharacterPairMatcher {

	public BlockPairMatcher() {
		super(new char[] { '{', '}' });
	}
}
