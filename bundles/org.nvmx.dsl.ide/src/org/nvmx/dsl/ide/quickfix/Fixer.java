// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.util.function.Consumer;

/** Solves problems of one rule: adds as many fixes as make sense at the problem, or none. */
@FunctionalInterface
interface Fixer {

	void propose(FixContext context, Consumer<QuickFix> acceptor);
}
