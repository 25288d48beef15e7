// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__OS_NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__TYPE;

import java.util.Optional;
import java.util.Set;

import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PreLaunchedVm;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VmType;

/**
 * What a VM is for, and in v2 what its kernel is called. Real time is a guest flag to the scenario, whatever the release has; v2's kinds of VMs
 * are written with the VM, see {@link V2VmElements}.
 */
final class VmTypeOptions implements OptionGroup {

	private static final Set<VmType> V3_TYPES = Set.of(VmType.TEE, VmType.REE);

	@Override
	public void read(ImportContext context) {
		context.vms().forEach((xml, vm) -> {
			type(xml.element().value("vm_type").orElse("")).ifPresent(vm::setType);
			xml.element().child("os_config").filter(os -> vm.getKernel() != null).flatMap(os -> context.read(os, "name", name -> name))
					.filter(name -> !name.equals(V2VmElements.osName(vm))).ifPresent(name -> vm.getKernel().setOsName(name));
		});
	}

	private static Optional<VmType> type(String text) {
		return Optional.ofNullable(switch (text) {
		case "TEE_VM" -> VmType.TEE;
		case "REE_VM" -> VmType.REE;
		case "SAFETY_VM" -> VmType.SAFETY;
		case "KATA_VM" -> VmType.KATA;
		default -> null;
		});
	}

	@Override
	public void write(ExportContext context) {
		boolean v3 = context.dialect().isV3();
		for (VirtualMachine vm : context.scenario().getVms()) {
			if (v3 && V3_TYPES.contains(vm.getType())) {
				context.element(vm).ifPresent(element -> context.place(element, "vm/vm_type", vm, VIRTUAL_MACHINE__TYPE).setText(vm.getType().getName() + "_VM"));
			} else if (context.element(vm).isPresent() && !isWritten(vm, context.has("hv/CAPACITIES/MAX_KATA_VM_NUM"), v3)) {
				context.lostIfSet(vm, VIRTUAL_MACHINE__TYPE);
			}
			if (v3 && vm.getKernel() != null) {
				context.lostIfSet(vm.getKernel(), KERNEL__OS_NAME);
			}
		}
	}

	private static boolean isWritten(VirtualMachine vm, boolean kata, boolean v3) {
		return switch (vm.getType()) {
		case STANDARD -> true;
		case REALTIME -> !(vm instanceof ServiceVm);
		case SAFETY -> vm instanceof PreLaunchedVm && !v3;
		case KATA -> vm instanceof PostLaunchedVm && kata;
		default -> false;
		};
	}
}
