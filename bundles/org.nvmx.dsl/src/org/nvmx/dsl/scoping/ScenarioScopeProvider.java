// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.scoping;

/** What a reference may name. Xtext's defaults do: names of the same file first, then those of the resource set. */
public class ScenarioScopeProvider extends AbstractScenarioScopeProvider {
}
