// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.NESTED_VM__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.NETWORK_INTERFACE__MAC;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__GUEST_FLAGS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.validation.Check;
import org.nvmx.model.quantity.MacAddress;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.NetworkInterface;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** What there may be only once. */
public class IdentityRules extends RuleSet {

	@Check
	public void definitionNames(ScenarioModel model) {
		boolean scenarios = model.getDefinitions().stream().noneMatch(Fragment.class::isInstance);
		uniqueNames(model.getDefinitions(), DEFINITION__NAME, scenarios ? "scenario" : "definition");
	}

	@Check
	public void vmNames(Definition definition) {
		uniqueNames(definition.getVms(), VIRTUAL_MACHINE__NAME, "VM");
		uniqueNames(nestedVms(definition), NESTED_VM__NAME, "nested VM");
	}

	@Check
	public void macAddresses(Definition definition) {
		Map<MacAddress, NestedVm> owners = new HashMap<>();
		for (NestedVm vm : nestedVms(definition)) {
			for (NetworkInterface network : vm.getNetworks()) {
				NestedVm owner = network.getMac() == null ? null : owners.putIfAbsent(network.getMac(), vm);
				if (owner != null) {
					report(Rule.DUPLICATE_MAC, network, NETWORK_INTERFACE__MAC, network.getMac(), owner.getName());
				}
			}
		}
	}

	@Check
	public void unicast(NetworkInterface network) {
		if (network.getMac() != null && network.getMac().isMulticast()) {
			report(Rule.MULTICAST_MAC, network, NETWORK_INTERFACE__MAC, network.getMac(), network.getMac().toUnicast());
		}
	}

	@Check
	public void guestFlags(VirtualMachine vm) {
		Set<GuestFlag> seen = EnumSet.noneOf(GuestFlag.class);
		List<GuestFlag> flags = vm.getGuestFlags();
		for (int i = 0; i < flags.size(); i++) {
			if (!seen.add(flags.get(i))) {
				reportAt(Rule.FLAG_TWICE, vm, VIRTUAL_MACHINE__GUEST_FLAGS, i, flags.get(i));
			}
		}
	}

	private static List<NestedVm> nestedVms(Definition definition) {
		return definition.getVms().stream().filter(ServiceVm.class::isInstance).flatMap(vm -> ((ServiceVm) vm).getNestedVms().stream()).toList();
	}

	/** Every one of the elements with the same name is marked: which of them to rename is the author's choice. */
	private void uniqueNames(List<? extends EObject> elements, EAttribute feature, String kind) {
		Map<Object, Long> counts = elements.stream().filter(e -> e.eGet(feature) != null)
				.collect(Collectors.groupingBy(e -> e.eGet(feature), Collectors.counting()));
		for (EObject element : elements) {
			Object name = element.eGet(feature);
			if (name != null && counts.get(name) > 1) {
				report(Rule.DUPLICATE_NAME, element, feature, name, kind);
			}
		}
	}
}
