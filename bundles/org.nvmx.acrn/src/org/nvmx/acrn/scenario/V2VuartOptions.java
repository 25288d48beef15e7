// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.COMMUNICATION_VUART__BASE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.LEGACY_VUART__IRQ;

import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.CommunicationVuart;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.VirtualMachine;

/**
 * v2's vUARTs, each end for itself: where it leads, and with which interrupt. The elements are written with the VM, see {@link V2VmElements},
 * because the releases of v3 make their connections of them.
 */
final class V2VuartOptions implements OptionGroup {

	private static final String IRQ = "vm/legacy_vuart/irq";
	private static final String ID = "[0-9]{1,2}";
	private static final String IRQ_BY_PORT = "((SOS|SERVICE_VM)_)?COM[1-4]_IRQ";

	@Override
	public void read(ImportContext context) {
		if (!context.dialect().isV3()) {
			context.vms().forEach((xml, vm) -> {
				vm.getLegacyVuarts().forEach(vuart -> element(xml, "legacy_vuart", vuart.getId()).ifPresent(element -> legacy(context, element, vuart)));
				xml.element().children("communication_vuart").forEach(element -> communication(context, element).ifPresent(vm.getCommunicationVuarts()::add));
			});
		}
	}

	private static Optional<XmlElement> element(VmXml vm, String name, int id) {
		return vm.element().children(name).stream().filter(element -> element.attribute("id").equals(Optional.of(Integer.toString(id)))).findFirst();
	}

	private static void legacy(ImportContext context, XmlElement element, LegacyVuart vuart) {
		List<XmlElement> byPort = element.children("irq").stream().filter(irq -> irq.text().matches(IRQ_BY_PORT)).toList();
		context.understood(byPort);
		if (vuart.getBase() == LegacyVuartBase.OFF) {
			return;
		}
		if (byPort.isEmpty()) {
			context.read(element, "irq", text -> interrupt(context, text)).ifPresent(vuart::setIrq);
		}
		if (vuart.getId() > 0) {
			context.read(element, "target_vm_id", id -> target(context, id)).ifPresent(target -> {
				vuart.setTarget(target);
				context.read(element, "target_uart_id", ImportContext::natural).filter(id -> id != vuart.getTargetVuart()).ifPresent(vuart::setTargetVuart);
			});
		}
	}

	private static int interrupt(ImportContext context, String text) {
		int number = ImportContext.natural(text);
		if (!isInterrupt(context.dialect(), number)) {
			throw new IllegalArgumentException(number + " is no interrupt of a COM port");
		}
		return number;
	}

	/** @return whether the release takes the interrupt by its number: before v2.7 those of the COM ports, in v2.7 0 for a vUART that the guest polls */
	static boolean isInterrupt(Dialect dialect, int number) {
		return OptionCatalogue.of(dialect).option(IRQ).filter(option -> option.type().accepts(Integer.toString(number))).isPresent();
	}

	private static VirtualMachine target(ImportContext context, String id) {
		return context.vmWithId(id).orElseThrow(() -> new IllegalArgumentException("no VM has the id " + id));
	}

	private static Optional<CommunicationVuart> communication(ImportContext context, XmlElement element) {
		Optional<String> id = element.attribute("id").filter(number -> number.matches(ID));
		if (id.isEmpty() || !element.value("base").orElse("").equals("PCI_VUART")) {
			return Optional.empty();
		}
		return context.read(element, "target_vm_id", text -> target(context, text)).map(target -> {
			CommunicationVuart vuart = ScenarioFactory.eINSTANCE.createCommunicationVuart();
			vuart.setId(Integer.parseInt(id.get()));
			vuart.setBase(ConsoleVuartBase.PCI);
			vuart.setTarget(target);
			context.understood(element.children("base"));
			context.read(element, "target_uart_id", ImportContext::natural).filter(number -> number != vuart.getTargetVuart()).ifPresent(vuart::setTargetVuart);
			return vuart;
		});
	}

	@Override
	public void write(ExportContext context) {
		for (VirtualMachine vm : context.scenario().getVms()) {
			vm.getLegacyVuarts().stream().filter(vuart -> !isInterrupt(context.dialect(), vuart.getIrq()))
					.forEach(vuart -> context.lostIfSet(vuart, LEGACY_VUART__IRQ));
			vm.getCommunicationVuarts().stream().filter(vuart -> vuart.getBase() != ConsoleVuartBase.PCI && vuart.getBase() != ConsoleVuartBase.OFF)
					.forEach(vuart -> context.lost(vuart, COMMUNICATION_VUART__BASE, vuart.getBase(), "choose pci, or a legacy vUART"));
		}
	}
}
