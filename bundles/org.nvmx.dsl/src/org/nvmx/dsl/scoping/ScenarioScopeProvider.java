// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.scoping;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.naming.QualifiedName;
import org.eclipse.xtext.scoping.IScope;
import org.eclipse.xtext.scoping.Scopes;
import org.nvmx.dsl.validation.Scenarios;
import org.nvmx.model.scenario.ScenarioPackage;

/** What a reference may name: a VM of the same scenario. */
public class ScenarioScopeProvider extends AbstractScenarioScopeProvider {

	@Override
	public IScope getScope(EObject context, EReference reference) {
		if (reference.getEReferenceType() != ScenarioPackage.Literals.VIRTUAL_MACHINE) {
			return super.getScope(context, reference);
		}
		return Scenarios.of(context)
				.map(scenario -> Scopes.scopeFor(scenario.getVms(), vm -> vm.getName() == null ? null : QualifiedName.create(vm.getName()), IScope.NULLSCOPE))
				.orElse(IScope.NULLSCOPE);
	}
}
