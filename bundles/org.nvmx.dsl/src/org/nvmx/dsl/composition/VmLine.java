// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__BASE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.dsl.composition.CompositionProblem.Place;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.dsl.validation.Scenarios;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.VirtualMachine;

/** A VM, the one that it is like, the one that this is like, and so on. */
final class VmLine {

	/** VMs that a VM may be like, one over the other. */
	static final int MAX_LENGTH = 64;

	private final Definition written;
	private final Optional<INode> way;
	private final ScenarioComposer composer;
	private final List<VirtualMachine> members = new ArrayList<>();

	/**
	 * @param written the definition that is composed
	 * @param way     over which the VM came into it
	 */
	VmLine(VirtualMachine vm, Definition written, Optional<INode> way, ScenarioComposer composer) {
		this.written = written;
		this.way = way;
		this.composer = composer;
		members.add(vm);
		while (next(members.getLast())) {
			continue;
		}
	}

	/** @return the VM first; all are of its kind */
	List<VirtualMachine> members() {
		return members;
	}

	private boolean next(VirtualMachine vm) {
		VirtualMachine base = vm.getBase();
		if (base == null) {
			return false;
		}
		if (base.eIsProxy()) {
			if (vm.eResource() != written.eResource()) {
				report(Rule.UNRESOLVED_REFERENCE, vm, "VM", node(vm).map(NodeModelUtils::getTokenText).orElse(""));
			}
			return false;
		}
		if (base.eClass() != vm.eClass()) {
			report(Rule.LIKE_OTHER_KIND, vm, vm.getName(), Scenarios.kind(vm), base.getName(), Scenarios.kind(base));
			return false;
		}
		if (members.contains(base)) {
			report(Rule.LIKE_CYCLE, vm, base.getName());
			return false;
		}
		if (members.size() > MAX_LENGTH) {
			report(Rule.COMPOSITION_LIMIT, vm, MAX_LENGTH, "VMs that are like each other");
			return false;
		}
		if (members.size() == 1 && way.isEmpty()) {
			reportSameName(vm, base);
		}
		members.add(base);
		return true;
	}

	/** Which VM is meant must not depend on the order of imports. */
	private void reportSameName(VirtualMachine vm, VirtualMachine base) {
		List<List<VirtualMachine>> levels = VisibleNames.bases(written, vm);
		for (List<VirtualMachine> level : levels.subList(1, levels.size())) {
			List<VirtualMachine> meant = level.stream().filter(other -> base.getName().equals(other.getName())).toList();
			if (level.contains(base) && meant.size() > 1) {
				composer.report(Rule.LIKE_AMBIGUOUS, node(vm), meant.stream().flatMap(other -> CompositionProblem.node(other, VIRTUAL_MACHINE__NAME, 0).stream()).map(Place::of).toList(), base.getName());
			}
		}
	}

	/** A problem of a VM that is not written in the composed definition is told where that definition brings it in. */
	private void report(Rule rule, VirtualMachine vm, Object... arguments) {
		Optional<INode> clause = node(vm);
		Optional<INode> told = way.or(() -> node(members.get(0)));
		boolean here = told.equals(clause);
		composer.report(rule, told, here ? List.of() : clause.map(Place::of).stream().toList(), arguments);
	}

	private static Optional<INode> node(VirtualMachine vm) {
		return CompositionProblem.node(vm, VIRTUAL_MACHINE__BASE, 0);
	}
}
