// SPDX-License-Identifier: EPL-2.0
package org.nvmx.it;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.target.run.RunListener;

/** Nobody watches. */
final class QuietListener implements RunListener {

	@Override
	public void step(String what) {
		// not asked
	}

	@Override
	public void log(String line) {
		// not asked
	}

	@Override
	public void warning(Diagnostic problem) {
		// not asked
	}
}
