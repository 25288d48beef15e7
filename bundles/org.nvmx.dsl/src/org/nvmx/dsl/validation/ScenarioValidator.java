// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import org.eclipse.xtext.validation.ComposedChecks;

/** The rules of the language, one class for each subject. */
@ComposedChecks(validators = { NestedRules.class, ConsoleRules.class, KernelRules.class, CpuRules.class, TextRules.class, NestedVmRules.class,
		IdentityRules.class, OptionRules.class, ConnectionRules.class })
public class ScenarioValidator extends AbstractScenarioValidator {
}
