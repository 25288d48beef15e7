// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.COMMUNICATION_VUART__BASE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.LEGACY_VUART__IRQ;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CONSOLE_VUART;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.CommunicationVuart;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/**
 * v2's vUARTs, each end for itself: where it leads, and with which interrupt. The elements are written with the VM, see {@link V2VmElements},
 * because the releases of v3 make their connections of them.
 */
final class V2VuartOptions implements OptionGroup {

	private static final String IRQ = "vm/legacy_vuart/irq";
	private static final String ID = "[0-9]{1,2}";
	private static final Pattern IRQ_BY_PORT = Pattern.compile("((?:SOS|SERVICE_VM)_)?COM([1-4])_IRQ");
	/** Of the ports from COM1 on, in user VMs; those of the Service VM are the machine's. */
	private static final List<Integer> IRQS = List.of(4, 3, 6, 7);

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
		boolean off = vuart.getBase() == LegacyVuartBase.OFF;
		List<XmlElement> usual = element.children("irq").stream().filter(irq -> off ? IRQ_BY_PORT.matcher(irq.text()).matches() : isOf(vuart, irq.text())).toList();
		context.understood(usual);
		if (off) {
			return;
		}
		if (usual.isEmpty()) {
			context.read(element, "irq", text -> interrupt(context, text)).ifPresent(vuart::setIrq);
		}
		if (vuart.getId() > 0) {
			context.read(element, "target_vm_id", id -> target(context, id)).ifPresent(target -> {
				vuart.setTarget(target);
				context.read(element, "target_uart_id", ImportContext::natural).filter(id -> id != vuart.getTargetVuart()).ifPresent(vuart::setTargetVuart);
			});
		}
	}

	/** @return whether it is the interrupt of the vUART's own port */
	private static boolean isOf(LegacyVuart vuart, String text) {
		Matcher port = IRQ_BY_PORT.matcher(text);
		return port.matches() && vuart.getBase().getName().equals("COM" + port.group(2));
	}

	private static int interrupt(ImportContext context, String text) {
		Matcher port = IRQ_BY_PORT.matcher(text);
		if (port.matches() && port.group(1) == null) {
			return IRQS.get(Integer.parseInt(port.group(2)) - 1);
		}
		int number = ImportContext.natural(text);
		if (!isTaken(context.dialect(), text)) {
			throw new IllegalArgumentException(number + " is no interrupt of a COM port");
		}
		return number;
	}

	/**
	 * @return what the release calls the vUART's interrupt: before v2.7 the numbers of the COM ports, in v2.7 0 for a vUART that the guest polls, and in
	 *         user VMs the name of the port that has it; empty when the release has no such interrupt
	 */
	static Optional<String> interrupt(Dialect dialect, LegacyVuart vuart) {
		String number = Integer.toString(vuart.getIrq());
		int port = IRQS.indexOf(vuart.getIrq());
		return Optional.of(number).filter(text -> isTaken(dialect, text))
				.or(() -> Optional.of("COM" + (port + 1) + "_IRQ").filter(text -> port >= 0 && !(vuart.eContainer() instanceof ServiceVm) && isTaken(dialect, text)));
	}

	private static boolean isTaken(Dialect dialect, String text) {
		return OptionCatalogue.of(dialect).option(IRQ).filter(option -> option.type().accepts(text)).isPresent();
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
			vm.getLegacyVuarts().stream().filter(vuart -> interrupt(context.dialect(), vuart).isEmpty())
					.forEach(vuart -> context.lostIfSet(vuart, LEGACY_VUART__IRQ));
			if (vm.getConsoleVuart().getName().startsWith("COM") && !vm.getConsoleVuart().getName().equals(V2VmElements.base(vm, 0).getName())) {
				context.report(AcrnRule.UPGRADE_OPTION_LOST, vm, VIRTUAL_MACHINE__CONSOLE_VUART, "console_vuart", vm.getConsoleVuart(), context.dialect(),
						"the console is legacy vUART 0: give it this port, or leave one of the two out");
			}
			vm.getCommunicationVuarts().stream().filter(vuart -> vuart.getBase() != ConsoleVuartBase.PCI && vuart.getBase() != ConsoleVuartBase.OFF)
					.forEach(vuart -> context.lost(vuart, COMMUNICATION_VUART__BASE, vuart.getBase(), "choose pci, or a legacy vUART"));
		}
	}
}
