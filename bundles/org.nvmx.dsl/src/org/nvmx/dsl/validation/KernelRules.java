// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__CONFIG_FILE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__IMAGE_FILE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.emf.common.util.URI;
import org.eclipse.xtext.validation.Check;
import org.nvmx.dsl.source.TextFileReader;
import org.nvmx.dsl.source.TextFileReader.UnreadableTextException;
import org.nvmx.model.scenario.DiskBus;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** What a VM boots, and whether that kernel can run nested guests. */
public class KernelRules extends RuleSet {

	@Check
	public void kernelMissing(VirtualMachine vm) {
		// A post-launched VM gets its kernel from the device model's command line.
		if (vm.getKernel() == null && !(vm instanceof PostLaunchedVm)) {
			report(Rule.KERNEL_MISSING, vm, VIRTUAL_MACHINE__NAME, Scenarios.kind(vm), vm.getName());
		}
	}

	@Check
	public void image(Kernel kernel) {
		if (isWritten(kernel.getImageFile()) && resolve(kernel, kernel.getImageFile()).filter(Files::exists).isEmpty()) {
			report(Rule.KERNEL_IMAGE_NOT_FOUND, kernel, KERNEL__IMAGE_FILE, kernel.getImageFile());
		}
	}

	@Check
	public void configuration(Kernel kernel) {
		String written = kernel.getConfigFile();
		if (!isWritten(written)) {
			return;
		}
		Optional<Path> file = resolve(kernel, written).filter(Files::exists);
		if (file.isEmpty()) {
			report(Rule.KERNEL_CONFIG_NOT_FOUND, kernel, KERNEL__CONFIG_FILE, written);
			return;
		}
		try {
			options(kernel, new KernelConfiguration(TextFileReader.read(file.get())));
		} catch (UnreadableTextException e) {
			report(Rule.KERNEL_CONFIG_UNREADABLE, kernel, KERNEL__CONFIG_FILE, written, e.reason());
		}
	}

	/** KVM may be a module, as in every distribution's kernel; ACRN_GUEST is a yes-or-no option of Linux. */
	private void options(Kernel kernel, KernelConfiguration configuration) {
		if (!(kernel.eContainer() instanceof ServiceVm vm) || !isForNestedGuests(vm)) {
			return;
		}
		require(kernel, "CONFIG_KVM", configuration.isBuiltInOrModule("CONFIG_KVM"));
		require(kernel, "CONFIG_KVM_INTEL", configuration.isBuiltInOrModule("CONFIG_KVM_INTEL"));
		require(kernel, "CONFIG_ACRN_GUEST", configuration.isBuiltIn("CONFIG_ACRN_GUEST"));
		if (vm.getNestedVms().stream().flatMap(n -> n.getDisks().stream()).anyMatch(disk -> disk.getBus() == DiskBus.VIRTIO_BLK)) {
			require(kernel, "CONFIG_VIRTIO_BLK", configuration.isBuiltInOrModule("CONFIG_VIRTIO_BLK"));
		}
	}

	private void require(Kernel kernel, String option, boolean present) {
		if (!present) {
			report(Rule.KERNEL_OPTION_MISSING, kernel, KERNEL__CONFIG_FILE, kernel.getConfigFile(), option, option + "=y");
		}
	}

	private static boolean isForNestedGuests(ServiceVm vm) {
		return Scenarios.has(vm, GuestFlag.NVMX_ENABLED) || !vm.getNestedVms().isEmpty() || Scenarios.nestedVirtualization(vm);
	}

	private static boolean isWritten(String path) {
		return path != null && !path.isEmpty();
	}

	/** @return the path, relative to the folder of the scenario; empty if it cannot be a path at all */
	private static Optional<Path> resolve(Kernel kernel, String written) {
		URI uri = kernel.eResource().getURI();
		try {
			Path path = Path.of(written);
			return Optional.of(uri.isFile() ? Path.of(uri.toFileString()).resolveSibling(path) : path);
		} catch (InvalidPathException e) {
			return Optional.empty();
		}
	}
}
