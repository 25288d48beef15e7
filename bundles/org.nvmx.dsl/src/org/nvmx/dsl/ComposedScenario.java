// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.model.scenario.Scenario;

/**
 * A scenario as it stands with the fragments that it uses and the VMs that its VMs are like.
 *
 * @param scenario everything is in it; the written scenario itself if it uses nothing
 * @param places   where its elements are written; what is found by them is made a diagnostic of the file by {@link TextModelSource#told}
 */
public record ComposedScenario(Scenario scenario, TextModelSource places) {
}
