// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.VirtualMachine;

/** What may be named at a place. Lists of lists are levels: what an earlier one has hides what a later one has by the same name. */
public final class VisibleNames {

	private VisibleNames() {
	}

	/** @return the fragments that a definition may use: those of its file, then those of the files that this one imports */
	public static List<List<Fragment>> fragments(Definition definition) {
		ScenarioModel model = model(definition);
		return List.of(fragments(model).toList(),
				ImportedFiles.importedBy(model).stream().flatMap(VisibleNames::fragments).toList());
	}

	/** @return the VMs that an option of a definition may name: its own, then those that it uses */
	public static List<VirtualMachine> vms(Definition definition) {
		if (definition.getUses().isEmpty()) {
			return definition.getVms();
		}
		List<VirtualMachine> vms = new ArrayList<>(definition.getVms());
		ImportedFiles.usedBy(definition).inOrder().forEach(fragment -> vms.addAll(fragment.getVms()));
		return vms;
	}

	/** @return the VMs that a VM may be like, of any kind: those that its definition knows, then the others of its file, then those of imported files */
	public static List<List<VirtualMachine>> bases(Definition definition, VirtualMachine vm) {
		ScenarioModel model = model(definition);
		List<VirtualMachine> known = vms(definition).stream().filter(other -> other != vm).toList();
		List<VirtualMachine> beside = model.getDefinitions().stream().filter(other -> other != definition).flatMap(other -> other.getVms().stream()).toList();
		List<VirtualMachine> imported = ImportedFiles.importedBy(model).stream().filter(other -> other != model)
				.flatMap(other -> other.getDefinitions().stream()).flatMap(other -> other.getVms().stream()).toList();
		return List.of(known, beside, imported);
	}

	static ScenarioModel model(EObject element) {
		return (ScenarioModel) EcoreUtil.getRootContainer(element);
	}

	private static Stream<Fragment> fragments(ScenarioModel model) {
		return model.getDefinitions().stream().filter(Fragment.class::isInstance).map(Fragment.class::cast);
	}
}
