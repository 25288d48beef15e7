// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.scoping;

import java.util.List;
import java.util.function.Function;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.naming.QualifiedName;
import org.eclipse.xtext.scoping.IScope;
import org.eclipse.xtext.scoping.Scopes;
import org.eclipse.xtext.scoping.impl.MultimapBasedScope;
import org.eclipse.xtext.util.IResourceScopeCache;
import org.nvmx.dsl.composition.VisibleNames;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.ScenarioPackage;
import org.nvmx.model.scenario.VirtualMachine;

import com.google.inject.Inject;

/** What a reference may name: a VM of the same definition or of the fragments that it uses; a fragment, or a VM to be like, of this file or an imported one. */
public class ScenarioScopeProvider extends AbstractScenarioScopeProvider {

	@Inject
	private IResourceScopeCache cache;

	@Override
	public IScope getScope(EObject context, EReference reference) {
		Definition definition = EcoreUtil2.getContainerOfType(context, Definition.class);
		if (definition == null) {
			return IScope.NULLSCOPE;
		}
		if (reference == ScenarioPackage.Literals.DEFINITION__USES) {
			return scope(VisibleNames.fragments(definition), Fragment::getName);
		}
		if (reference == ScenarioPackage.Literals.VIRTUAL_MACHINE__BASE) {
			return scope(VisibleNames.bases(definition, EcoreUtil2.getContainerOfType(context, VirtualMachine.class)), VirtualMachine::getName);
		}
		return cache.get(List.of(ScenarioScopeProvider.class, definition), context.eResource(), () -> vms(definition));
	}

	private static <T extends EObject> IScope scope(List<List<T>> levels, Function<T, String> name) {
		IScope scope = IScope.NULLSCOPE;
		for (List<T> level : levels.reversed()) {
			scope = Scopes.scopeFor(level, named -> name.apply(named) == null ? null : QualifiedName.create(name.apply(named)), scope);
		}
		return scope;
	}

	/** By name, since a scenario may have as many references as VMs. */
	private static IScope vms(Definition definition) {
		return MultimapBasedScope.createScope(IScope.NULLSCOPE,
				Scopes.scopedElementsFor(VisibleNames.vms(definition), vm -> vm.getName() == null ? null : QualifiedName.create(vm.getName())), false);
	}
}
