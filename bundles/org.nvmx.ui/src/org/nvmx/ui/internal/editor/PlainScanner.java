// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.jface.text.TextAttribute;
import org.eclipse.jface.text.rules.RuleBasedScanner;
import org.eclipse.jface.text.rules.Token;

/** Gives one look to all of a partition. */
final class PlainScanner extends RuleBasedScanner {

	void use(TextAttribute attribute) {
		setDefaultReturnToken(new Token(attribute));
	}
}
