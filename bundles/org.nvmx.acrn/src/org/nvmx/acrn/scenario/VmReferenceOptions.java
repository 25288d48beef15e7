// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__CONSOLE_VM;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__COMPANION;

import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.VirtualMachine;

/** Options that name a VM by its id. The id that no VM can have stands for none. */
final class VmReferenceOptions implements OptionGroup {

	private static final String CONSOLE_VM = "hv/DEBUG_OPTIONS/CONSOLE_VM";
	private static final String COMPANION = "vm/companion_vmid";

	@Override
	public void read(ImportContext context) {
		context.xml().all(CONSOLE_VM).forEach(option -> reference(context, CONSOLE_VM, option).ifPresent(context.scenario().getHypervisor()::setConsoleVm));
		context.vms().forEach((xml, vm) -> xml.element().child("companion_vmid")
				.ifPresent(option -> reference(context, COMPANION, option).ifPresent(vm::setCompanion)));
	}

	private static Optional<VirtualMachine> reference(ImportContext context, String path, XmlElement option) {
		return context.isDefault(path, option.text()) ? Optional.empty() : context.read(option, id -> context.vmWithId(id).orElseThrow(IllegalArgumentException::new));
	}

	@Override
	public void write(ExportContext context) {
		Hypervisor hypervisor = context.scenario().getHypervisor();
		if (hypervisor != null) {
			write(context, hypervisor, HYPERVISOR__CONSOLE_VM, Optional.of(context.hv()), CONSOLE_VM);
		}
		context.scenario().getVms().forEach(vm -> write(context, vm, VIRTUAL_MACHINE__COMPANION, context.element(vm), COMPANION));
	}

	private static void write(ExportContext context, EObject object, EStructuralFeature feature, Optional<XmlElement> first, String path) {
		if (object.eGet(feature) instanceof VirtualMachine vm && first.isPresent()) {
			if (context.has(path) && context.element(vm).isPresent()) {
				context.place(first.get(), path, object, feature).setText(Integer.toString(context.id(vm)));
			} else {
				context.lostIfSet(object, feature);
			}
		}
	}
}
