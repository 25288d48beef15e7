// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.help;

import org.eclipse.help.AbstractContextProvider;
import org.eclipse.help.IContext;
import org.nvmx.target.run.ProductChecks;

/** Gives the platform's help the pages of problems. It is asked only in products that show help. */
public final class ProblemContextProvider extends AbstractContextProvider {

	@Override
	public IContext getContext(String id, String locale) {
		return ProductChecks.kind(id.substring(id.lastIndexOf('.') + 1)).map(ProblemContext::new).orElse(null);
	}

	@Override
	public String[] getPlugins() {
		return new String[] { "org.nvmx.ui" }; //$NON-NLS-1$
	}
}
