// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.LEGACY_VUART__BASE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.LEGACY_VUART__ID;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CONSOLE_VUART;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__GUEST_FLAGS;

import java.util.Optional;

import org.eclipse.xtext.validation.Check;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.ServiceVm;

/** vUARTs, and what the Service VM's console needs when its local APIC is passed through. */
public class ConsoleRules extends RuleSet {

	/** A VM of the guide's release has the legacy vUARTs 0 and 1. */
	private static final int LEGACY_VUARTS = 2;

	@Check
	public void vuartId(LegacyVuart vuart) {
		if (vuart.getId() >= LEGACY_VUARTS) {
			report(Rule.VUART_ID, vuart, LEGACY_VUART__ID, vuart.getId());
		}
	}

	@Check
	public void legacyVuartWithLapic(ServiceVm vm) {
		int flag = vm.getGuestFlags().indexOf(GuestFlag.LAPIC_PASSTHROUGH);
		if (flag < 0) {
			return;
		}
		Optional<LegacyVuart> written = vm.getLegacyVuarts().stream().filter(v -> v.getId() == 0).findFirst();
		if (written.isEmpty()) {
			// ACRN's default is COM1, so leaving the option out is not enough.
			reportAt(Rule.LEGACY_VUART_WITH_LAPIC, vm, VIRTUAL_MACHINE__GUEST_FLAGS, flag);
		} else if (written.get().getBase() != LegacyVuartBase.OFF) {
			report(Rule.LEGACY_VUART_WITH_LAPIC, written.get(), LEGACY_VUART__BASE);
		}
	}

	@Check
	public void consoleOnPciWithLapic(ServiceVm vm) {
		int flag = vm.getGuestFlags().indexOf(GuestFlag.LAPIC_PASSTHROUGH);
		if (flag < 0 || vm.isSetConsoleVuart() && vm.getConsoleVuart() == ConsoleVuartBase.PCI) {
			return;
		}
		if (vm.isSetConsoleVuart()) {
			report(Rule.CONSOLE_NOT_PCI_WITH_LAPIC, vm, VIRTUAL_MACHINE__CONSOLE_VUART);
		} else {
			reportAt(Rule.CONSOLE_NOT_PCI_WITH_LAPIC, vm, VIRTUAL_MACHINE__GUEST_FLAGS, flag);
		}
	}
}
