// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator;

import org.nvmx.acrn.dialect.Dialect;

/**
 * What the caller chooses about the generated files, beside the scenario itself.
 *
 * @param dialect      the ACRN release that {@code acrn/scenario.xml} is written for
 * @param exitWhenIdle whether the bundled hypervisor shuts the machine down when the last VM is off: in an emulator, not on hardware
 */
public record GenerationOptions(Dialect dialect, boolean exitWhenIdle) {

	/** The dialect of the user guide's nested-virtualization page, and an emulator. */
	public static final GenerationOptions DEFAULT = new GenerationOptions(Dialect.V2_6, true);
}
