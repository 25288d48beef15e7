// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

/** The rules of the language, one class for each subject. */
public class ScenarioValidator extends AbstractScenarioValidator {
}
