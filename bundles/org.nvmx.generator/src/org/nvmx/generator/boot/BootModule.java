// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.nvmx.generator.internal.SafeFileNames;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

/**
 * A file that the boot loader hands to the hypervisor.
 *
 * @param kernel    the kernel it comes from: the first of those that name the same tag
 * @param path      absolute path on the boot medium
 * @param tag       the word by which the hypervisor finds it
 * @param arguments the guest's boot arguments, never null
 */
public record BootModule(Kernel kernel, String path, String tag, String arguments) {

	private static final String FOLDER = "/boot/modules/";

	/** @return one module for each tag, in the order of the VMs; a VM without a kernel has none */
	public static List<BootModule> modulesOf(Scenario scenario) {
		Map<String, Kernel> kernels = new LinkedHashMap<>();
		for (VirtualMachine vm : scenario.getVms()) {
			Kernel kernel = vm.getKernel();
			if (kernel != null && kernel.getModuleTag() != null) {
				kernels.putIfAbsent(kernel.getModuleTag(), kernel);
			}
		}
		List<String> files = SafeFileNames.of(List.copyOf(kernels.keySet()));
		List<BootModule> modules = new ArrayList<>();
		kernels.forEach((tag, kernel) -> modules.add(new BootModule(kernel, FOLDER + files.get(modules.size()), tag, arguments(kernel))));
		return List.copyOf(modules);
	}

	private static String arguments(Kernel kernel) {
		return kernel.getBootArguments() == null ? "" : kernel.getBootArguments();
	}
}
