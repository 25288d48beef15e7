// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY_ENDPOINT__ADDRESS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY_ENDPOINT__VM;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_CONNECTION__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_ENDPOINT__ADDRESS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_ENDPOINT__PORT;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_ENDPOINT__VM;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.validation.Check;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.SharedMemoryEndpoint;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VuartConnection;
import org.nvmx.model.scenario.VuartEndpoint;
import org.nvmx.model.scenario.VuartType;

/** What connects VMs: lines have two ends, and nothing is at one place of a VM twice. */
public class ConnectionRules extends RuleSet {

	/** A place of a VM: an address on its bus, or an I/O port. */
	private record Place(VirtualMachine vm, Object where) {
	}

	@Check
	public void twoEnds(VuartConnection connection) {
		List<VuartEndpoint> ends = connection.getEndpoints();
		if (ends.size() != 2) {
			report(Rule.VUART_ENDS, connection, VUART_CONNECTION__NAME, connection.getName(), ends.size());
		} else if (isVm(ends.get(0).getVm()) && ends.get(0).getVm() == ends.get(1).getVm()) {
			report(Rule.VUART_SAME_VM, ends.get(1), VUART_ENDPOINT__VM, ends.get(1).getVm().getName());
		}
	}

	@Check
	public void usersOfARegion(SharedMemory memory) {
		Set<VirtualMachine> seen = new HashSet<>();
		memory.getEndpoints().stream().filter(endpoint -> isVm(endpoint.getVm()) && !seen.add(endpoint.getVm()))
				.forEach(endpoint -> report(Rule.SHARED_MEMORY_VM_TWICE, endpoint, SHARED_MEMORY_ENDPOINT__VM, endpoint.getVm().getName()));
	}

	/** The first one with a name keeps it: the others refer to nothing that is wrong with it. */
	@Check
	public void names(Scenario scenario) {
		Set<String> lines = new HashSet<>();
		scenario.getVuartConnections().stream().filter(line -> line.getName() != null && !lines.add(line.getName()))
				.forEach(line -> report(Rule.VUART_NAME_TWICE, line, VUART_CONNECTION__NAME, line.getName()));
		Set<String> regions = new HashSet<>();
		scenario.getSharedMemories().stream().filter(region -> region.getName() != null && !regions.add(region.getName()))
				.forEach(region -> report(Rule.SHARED_MEMORY_NAME_TWICE, region, SHARED_MEMORY__NAME, region.getName()));
	}

	@Check
	public void places(Scenario scenario) {
		Set<Place> taken = new HashSet<>();
		for (VuartConnection connection : scenario.getVuartConnections()) {
			for (VuartEndpoint end : connection.getEndpoints()) {
				if (connection.getType() == VuartType.LEGACY) {
					take(taken, Rule.VUART_PORT_TWICE, end, VUART_ENDPOINT__PORT, end.getVm());
				} else {
					take(taken, Rule.BDF_TWICE, end, VUART_ENDPOINT__ADDRESS, end.getVm());
				}
			}
		}
		for (SharedMemory memory : scenario.getSharedMemories()) {
			for (SharedMemoryEndpoint endpoint : memory.getEndpoints()) {
				take(taken, Rule.BDF_TWICE, endpoint, SHARED_MEMORY_ENDPOINT__ADDRESS, endpoint.getVm());
			}
		}
	}

	private void take(Set<Place> taken, Rule rule, EObject object, EStructuralFeature feature, VirtualMachine vm) {
		Object where = object.eGet(feature);
		if (where != null && isVm(vm) && !taken.add(new Place(vm, where))) {
			report(rule, object, feature, vm.getName(), where);
		}
	}

	/** A name that leads to no VM is reported already. */
	private static boolean isVm(VirtualMachine vm) {
		return vm != null && !vm.eIsProxy();
	}
}
