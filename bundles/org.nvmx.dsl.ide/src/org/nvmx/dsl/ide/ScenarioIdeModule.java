// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide;

/** What the language replaces of Xtext's defaults for editors and the language server. */
public class ScenarioIdeModule extends AbstractScenarioIdeModule {
}
