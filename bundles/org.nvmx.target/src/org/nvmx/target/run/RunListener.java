// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import org.nvmx.model.diagnostic.Diagnostic;

/** Hears what a run does. Called on the run's threads, one call at a time. */
public interface RunListener {

	/** @param what begins now, such as "building the hypervisor" */
	void step(String what);

	/** @param line of a tool's output */
	void log(String line);

	/** @param problem that does not stop the run */
	void warning(Diagnostic problem);
}
