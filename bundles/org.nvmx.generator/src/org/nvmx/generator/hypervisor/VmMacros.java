// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.hypervisor;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The macros of one VM: {@code CONFIG_VM<id>_...}. */
final class VmMacros {

	/** ACRN's releases with UUIDs give the Service VM this one. */
	private static final String SERVICE_VM_UUID = "dbbbd4347a574216a12c2201f1ab0240";

	private final int id;

	VmMacros(int id) {
		this.id = id;
	}

	void addTo(MacroTable macros, VirtualMachine vm) {
		Kernel kernel = vm.getKernel();
		macros.blankLine();
		macros.string(name("NAME"), vm.getName());
		macros.string(name("UUID"), uuid(vm));
		macros.token(name("PCPUS"), pcpus(vm));
		macros.bits(name("GUEST_FLAGS"), vm.getGuestFlags().stream().sorted().distinct().map(flag -> "GUEST_FLAG_" + flag.getName()).toList());
		macros.token(name("CONSOLE_VUART"), "CONSOLE_VUART_" + console(vm));
		macros.string(name("MODULE_TAG"), kernel == null ? null : kernel.getModuleTag());
		macros.string(name("BOOTARGS"), kernel == null ? null : kernel.getBootArguments());
	}

	private String name(String suffix) {
		return "CONFIG_VM" + id + "_" + suffix;
	}

	private static String uuid(VirtualMachine vm) {
		if (vm instanceof ServiceVm) {
			return SERVICE_VM_UUID;
		}
		return UUID.nameUUIDFromBytes(String.valueOf(vm.getName()).getBytes(UTF_8)).toString().replace("-", "");
	}

	/** A VM without a list gets the CPU that every machine has: C knows no empty initialiser. */
	private static String pcpus(VirtualMachine vm) {
		String list = vm.getCpus().stream().flatMapToInt(VmMacros::cpus).mapToObj(Integer::toString).collect(Collectors.joining(", "));
		return "{ " + (list.isEmpty() ? "0" : list) + " }";
	}

	private static IntStream cpus(CpuRange range) {
		return IntStream.rangeClosed(range.getFirst(), range.isSetLast() ? range.getLast() : range.getFirst());
	}

	/** A legacy vUART 0 is there unless the scenario switches it off, and it goes before the PCI one, as in ACRN. */
	private static String console(VirtualMachine vm) {
		boolean legacyOff = vm.getLegacyVuarts().stream().anyMatch(vuart -> vuart.getId() == 0 && vuart.getBase() == LegacyVuartBase.OFF);
		if (!legacyOff) {
			return "LEGACY";
		}
		return vm.getConsoleVuart() == ConsoleVuartBase.PCI ? "PCI" : "NONE";
	}
}
