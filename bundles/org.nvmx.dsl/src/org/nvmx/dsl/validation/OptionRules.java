// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.LEGACY_VUART__ID;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.validation.Check;
import org.nvmx.dsl.source.OptionClause;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.VirtualMachine;

/** An option is written at most once. The model cannot tell, since the last one wins; the text can. */
public class OptionRules extends RuleSet {

	@Check
	public void definition(Definition definition) {
		once(definition);
	}

	@Check
	public void hypervisor(Hypervisor hypervisor) {
		once(hypervisor);
	}

	@Check
	public void vm(VirtualMachine vm) {
		once(vm);
		Map<Integer, LegacyVuart> vuarts = new HashMap<>();
		for (LegacyVuart vuart : vm.getLegacyVuarts()) {
			if (vuarts.putIfAbsent(vuart.getId(), vuart) != null) {
				report(Rule.OPTION_TWICE, vuart, LEGACY_VUART__ID, "legacy vuart " + vuart.getId());
			}
		}
	}

	@Check
	public void kernel(Kernel kernel) {
		once(kernel);
	}

	@Check
	public void nestedVm(NestedVm vm) {
		once(vm);
	}

	private void once(EObject block) {
		Map<AbstractElement, List<OptionClause>> clauses = OptionClause.byAlternative(block);
		clauses.values().stream().filter(same -> !same.get(0).isRepeatable()).flatMap(same -> same.stream().skip(1))
				.forEach(clause -> reportNode(Rule.OPTION_TWICE, block, clause.firstWord(), clause.label()));
	}
}
