// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.scoping;

import java.util.List;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.naming.QualifiedName;
import org.eclipse.xtext.scoping.IScope;
import org.eclipse.xtext.scoping.Scopes;
import org.eclipse.xtext.scoping.impl.MultimapBasedScope;
import org.eclipse.xtext.util.IResourceScopeCache;
import org.nvmx.dsl.validation.Scenarios;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioPackage;

import com.google.inject.Inject;

/** What a reference may name: a VM of the same scenario. */
public class ScenarioScopeProvider extends AbstractScenarioScopeProvider {

	@Inject
	private IResourceScopeCache cache;

	@Override
	public IScope getScope(EObject context, EReference reference) {
		if (reference.getEReferenceType() != ScenarioPackage.Literals.VIRTUAL_MACHINE) {
			return super.getScope(context, reference);
		}
		return Scenarios.of(context).map(scenario -> cache.get(List.of(ScenarioScopeProvider.class, scenario), context.eResource(), () -> vms(scenario))).orElse(IScope.NULLSCOPE);
	}

	/** By name, since a scenario may have as many references as VMs. */
	private static IScope vms(Scenario scenario) {
		return MultimapBasedScope.createScope(IScope.NULLSCOPE,
				Scopes.scopedElementsFor(scenario.getVms(), vm -> vm.getName() == null ? null : QualifiedName.create(vm.getName())), false);
	}
}
