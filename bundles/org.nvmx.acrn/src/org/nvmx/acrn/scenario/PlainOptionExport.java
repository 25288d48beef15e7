// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.VirtualMachine;

/** Writes the options of a scenario that are one element each into a document of any release; says which ones the release does not have. */
final class PlainOptionExport {

	private final ExportContext context;

	PlainOptionExport(ExportContext context) {
		this.context = context;
	}

	void write() {
		Hypervisor hypervisor = context.scenario().getHypervisor();
		if (hypervisor != null) {
			write(hypervisor, context.hv());
			writeIfThere(hypervisor.getMemory(), context.hv());
			writeIfThere(hypervisor.getCapacities(), context.hv());
		}
		for (VirtualMachine vm : context.scenario().getVms()) {
			context.element(vm).ifPresent(element -> {
				write(vm, element);
				writeIfThere(vm.getKernel(), element);
			});
		}
	}

	private void writeIfThere(EObject object, XmlElement element) {
		if (object != null) {
			write(object, element);
		}
	}

	/** @param element that of the first step of the options' paths */
	private void write(EObject object, XmlElement element) {
		for (PlainOption option : PlainOption.of(object.eClass())) {
			if (object.eIsSet(option.attribute())) {
				Object value = object.eGet(option.attribute());
				option.form(context.dialect()).ifPresentOrElse(
						form -> context.place(element, form.path(), object, option.attribute()).setText(option.text(context.dialect(), form, value)),
						() -> lost(object, option, value));
			}
		}
	}

	/** What v2 has in the launch file is not lost. */
	private void lost(EObject object, PlainOption option, Object value) {
		if (!(object instanceof VirtualMachine vm && LaunchExport.writes(context, vm, option.attribute()))) {
			context.lost(object, option.attribute(), value);
		}
	}
}
