// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.model.scenario.BuildType;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PreLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.Scheduler;
import org.nvmx.model.scenario.VirtualMachine;

/** Questions about a scenario that may be incomplete, answered with ACRN's defaults where an option is not written. */
public final class Scenarios {

	private Scenarios() {
	}

	/** @return the scenario that an element belongs to */
	public static Optional<Scenario> of(EObject element) {
		for (EObject each = element; each != null; each = each.eContainer()) {
			if (each instanceof Scenario scenario) {
				return Optional.of(scenario);
			}
		}
		return Optional.empty();
	}

	/** @return whether nothing can be missing that the element's rules ask for: of a fragment only a part is known */
	static boolean isInScenario(EObject element) {
		return of(element).isPresent();
	}

	public static Optional<Hypervisor> hypervisorOf(EObject element) {
		return of(element).map(Scenario::getHypervisor);
	}

	public static boolean nestedVirtualization(EObject element) {
		return hypervisorOf(element).map(Hypervisor::isNestedVirtualization).orElse(false);
	}

	public static Scheduler scheduler(EObject element) {
		return hypervisorOf(element).map(Hypervisor::getScheduler).orElse(Scheduler.BVT);
	}

	public static boolean debugBuild(EObject element) {
		return hypervisorOf(element).map(h -> h.getBuildType() == BuildType.DEBUG).orElse(true);
	}

	public static boolean has(VirtualMachine vm, GuestFlag flag) {
		return vm.getGuestFlags().contains(flag);
	}

	/** @return the words of the language for the kind of a VM */
	public static String kind(VirtualMachine vm) {
		if (vm instanceof PreLaunchedVm) {
			return "pre-launched";
		}
		return vm instanceof PostLaunchedVm ? "post-launched" : "Service";
	}
}
