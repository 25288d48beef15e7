// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.xtext.validation.AbstractDeclarativeValidator;
import org.eclipse.xtext.validation.ComposedChecks;
import org.nvmx.dsl.composition.ScenarioComposer;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.ScenarioModel;

/**
 * The rules of the language, one class for each subject. A definition that uses others is judged by what it amounts to, which {@link ComposedValidator}
 * does; of what is written in it only the words are.
 */
@ComposedChecks(validators = { NestedRules.class, ConsoleRules.class, KernelRules.class, CpuRules.class, TextRules.class, NestedVmRules.class,
		IdentityRules.class, OptionRules.class, ConnectionRules.class })
public class ScenarioValidator extends AbstractScenarioValidator {

	private static final Object COMPOSING = new Object();

	@Override
	protected MethodWrapper createMethodWrapper(AbstractDeclarativeValidator rules, Method check) {
		return new MethodWrapper(rules, check) {
			@Override
			public void invoke(State state) {
				if (rules instanceof OptionRules || !isPartOfAnother(state)) {
					super.invoke(state);
				}
			}
		};
	}

	/** @return whether the object is in a definition that is judged as a part of its copy */
	private static boolean isPartOfAnother(State state) {
		@SuppressWarnings("unchecked")
		Set<Definition> composing = (Set<Definition>) state.context.computeIfAbsent(COMPOSING, key -> composing(state.currentObject));
		if (composing.isEmpty()) {
			return false;
		}
		EObject each = state.currentObject;
		while (each != null && !(each instanceof Definition)) {
			each = each.eContainer();
		}
		return each != null && composing.contains(each);
	}

	private static Set<Definition> composing(EObject element) {
		return EcoreUtil.getRootContainer(element) instanceof ScenarioModel model
				? model.getDefinitions().stream().filter(ScenarioComposer::composes).collect(Collectors.toSet())
				: Set.of();
	}
}
