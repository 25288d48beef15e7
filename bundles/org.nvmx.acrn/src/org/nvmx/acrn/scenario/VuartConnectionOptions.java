// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__VUART_CONNECTIONS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_CONNECTION__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_ENDPOINT__ADDRESS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_ENDPOINT__PORT;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VUART_ENDPOINT__VM;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.nvmx.acrn.upgrade.TakenAddresses;
import org.nvmx.acrn.upgrade.VirtualBdf;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.quantity.PhysicalAddress;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VuartConnection;
import org.nvmx.model.scenario.VuartEndpoint;
import org.nvmx.model.scenario.VuartType;

/**
 * Serial lines between VMs. v3 has them as the scenario does. v2 has two ends that lead to each other: a legacy line takes legacy vUART 1 of
 * both VMs, a PCI line the first communication vUART that is free.
 *
 * <p>Each end has a port and an address in v3, of which its type uses one; the other one is written for the schema's sake, and is not read.
 */
final class VuartConnectionOptions implements OptionGroup {

	private static final String CONNECTION = "hv/vuart_connections/vuart_connection";
	private static final Set<String> TYPES = Set.of("legacy", "pci");
	private static final Map<Long, String> COM_PORTS = Map.of(0x3f8L, "COM1", 0x2f8L, "COM2", 0x3e8L, "COM3", 0x2e8L, "COM4");
	/** Where v2 has a legacy line when nobody chose a port. */
	private static final String USUAL_PORT = "COM2";
	private static final int MAX_VUART_ID = 7;

	@Override
	public void read(ImportContext context) {
		if (context.dialect().isV3()) {
			context.xml().all(CONNECTION).forEach(element -> connection(context, element).ifPresent(context.scenario().getVuartConnections()::add));
		}
	}

	/** A connection whose ends are not two VMs of the scenario is none. */
	private static Optional<VuartConnection> connection(ImportContext context, XmlElement element) {
		String name = element.value("name").orElse("");
		String type = element.value("type").filter(text -> !text.isEmpty()).orElseGet(() -> context.defaultOf(CONNECTION + "/type"));
		List<XmlElement> ends = element.children("endpoint");
		boolean complete = ends.size() == 2 && ends.stream().allMatch(end -> context.vmNamed(end.value("vm_name").orElse("")).isPresent());
		if (name.isEmpty() || !TYPES.contains(type) || !complete) {
			return Optional.empty();
		}
		VuartConnection connection = ScenarioFactory.eINSTANCE.createVuartConnection();
		connection.setName(name);
		if (type.equals("legacy")) {
			connection.setType(VuartType.LEGACY);
		}
		context.understood(element.children("name"));
		context.understood(element.children("type"));
		ends.forEach(end -> connection.getEndpoints().add(endpoint(context, end, connection.getType())));
		return Optional.of(connection);
	}

	private static VuartEndpoint endpoint(ImportContext context, XmlElement element, VuartType type) {
		VuartEndpoint endpoint = ScenarioFactory.eINSTANCE.createVuartEndpoint();
		context.read(element, "vm_name", name -> context.vmNamed(name).orElseThrow(IllegalArgumentException::new)).ifPresent(endpoint::setVm);
		if (type == VuartType.LEGACY) {
			context.read(element, "io_port", text -> new PhysicalAddress(ImportContext.number(text))).ifPresent(endpoint::setPort);
			context.understood(element.children("vbdf"));
		} else {
			context.read(element, "vbdf", PciAddress::valueOf).ifPresent(endpoint::setAddress);
			context.understood(element.children("io_port"));
		}
		return endpoint;
	}

	@Override
	public void write(ExportContext context) {
		List<XmlElement> legacy = new ArrayList<>();
		List<XmlElement> pci = new ArrayList<>();
		for (VuartConnection connection : context.scenario().getVuartConnections()) {
			List<VuartEndpoint> ends = connection.getEndpoints();
			if (ends.size() != 2 || ends.stream().anyMatch(end -> context.name(end.getVm()).isEmpty())) {
				lost(context, connection, "a connection has two ends, of VMs that the release has");
			} else if (context.dialect().isV3()) {
				(connection.getType() == VuartType.LEGACY ? legacy : pci).addAll(writeV3(context, connection));
			} else if (connection.getType() == VuartType.LEGACY) {
				writeLegacy(context, connection);
			} else {
				writePci(context, connection);
			}
		}
		// After all that was chosen is there, so that nothing is given twice; first what the line's type uses, then what the schema alone wants.
		TakenAddresses taken = new TakenAddresses(context.root());
		Stream.concat(legacy.stream(), pci.stream()).forEach(end -> completePort(taken, end));
		Stream.concat(pci.stream(), legacy.stream()).forEach(end -> completeAddress(taken, end));
	}

	private static void lost(ExportContext context, VuartConnection connection, String remedy) {
		String ends = connection.getEndpoints().stream().map(end -> ModelText.of(end.getVm())).collect(Collectors.joining(" to "));
		context.lost(connection, DEFINITION__VUART_CONNECTIONS, connection.getName() + ": " + ends, remedy);
	}

	private static List<XmlElement> writeV3(ExportContext context, VuartConnection connection) {
		XmlElement element = context.add(context.place(context.hv(), "hv/vuart_connections"), CONNECTION, connection, null);
		context.member(element, "name", connection, VUART_CONNECTION__NAME, connection.getName());
		element.add("type", connection.getType().getLiteral());
		List<XmlElement> ends = new ArrayList<>();
		for (VuartEndpoint end : connection.getEndpoints()) {
			XmlElement added = context.add(element, CONNECTION + "/endpoint", end, VUART_ENDPOINT__VM);
			added.add("vm_name", context.name(end.getVm()).orElseThrow());
			context.member(added, "io_port", end, VUART_ENDPOINT__PORT, end.getPort() == null ? "" : "0x" + Long.toHexString(end.getPort().value()).toUpperCase(Locale.ROOT));
			context.member(added, "vbdf", end, VUART_ENDPOINT__ADDRESS, end.getAddress() == null ? "" : end.getAddress().toString());
			ends.add(added);
		}
		return ends;
	}

	private static void completePort(TakenAddresses taken, XmlElement end) {
		end.child("io_port").filter(port -> port.text().isEmpty()).ifPresent(port -> port.setText(taken.nextPort(end.value("vm_name").orElseThrow())));
	}

	private static void completeAddress(TakenAddresses taken, XmlElement end) {
		end.child("vbdf").filter(address -> address.text().isEmpty())
				.ifPresent(address -> address.setText(taken.nextAddress(VirtualBdf.VUART, end.value("vm_name").orElseThrow())));
	}

	private static void writeLegacy(ExportContext context, VuartConnection connection) {
		List<XmlElement> vuarts = connection.getEndpoints().stream().flatMap(end -> freeLegacy(context, end.getVm()).stream()).toList();
		if (vuarts.size() != 2) {
			lost(context, connection, "each VM has one legacy vUART for a line, and it is taken: connect them over pci");
			return;
		}
		for (int i = 0; i < 2; i++) {
			VuartEndpoint end = connection.getEndpoints().get(i);
			String prefix = end.getVm() instanceof ServiceVm ? V2VmElements.servicePrefix(context.dialect()) + "_" : "";
			String port = end.getPort() == null ? USUAL_PORT : COM_PORTS.get(end.getPort().value());
			if (port == null) {
				context.lostIfSet(end, VUART_ENDPOINT__PORT);
				port = USUAL_PORT;
			}
			vuarts.get(i).child("base").orElseThrow().setText(prefix + port + "_BASE");
			vuarts.get(i).child("irq").orElseThrow().setText(prefix + port + "_IRQ");
			lead(vuarts.get(i), context.id(connection.getEndpoints().get(1 - i).getVm()), 1);
		}
	}

	private static Optional<XmlElement> freeLegacy(ExportContext context, VirtualMachine vm) {
		return context.element(vm).stream().flatMap(element -> element.children("legacy_vuart").stream())
				.filter(vuart -> vuart.attribute("id").equals(Optional.of("1")) && isOff(vuart)).findFirst();
	}

	private static boolean isOff(XmlElement vuart) {
		return vuart.value("base").orElse("").startsWith("INVALID");
	}

	private static void writePci(ExportContext context, VuartConnection connection) {
		List<Integer> ids = connection.getEndpoints().stream().map(end -> freeId(context.element(end.getVm()).orElseThrow())).toList();
		if (ids.stream().anyMatch(id -> id > MAX_VUART_ID)) {
			lost(context, connection, "a VM has seven lines at most");
			return;
		}
		for (int i = 0; i < 2; i++) {
			VuartEndpoint end = connection.getEndpoints().get(i);
			XmlElement vm = context.element(end.getVm()).orElseThrow();
			context.lostIfSet(end, VUART_ENDPOINT__ADDRESS);
			vm.children("communication_vuart").stream().filter(VuartConnectionOptions::isOff).forEach(vm::replace);
			XmlElement vuart = context.add(vm, "vm/communication_vuart", end, null).setAttribute("id", Integer.toString(ids.get(i)));
			vuart.add("base", "PCI_VUART");
			lead(vuart, context.id(connection.getEndpoints().get(1 - i).getVm()), ids.get(1 - i));
		}
	}

	/** A PCI vUART cannot have the number of a legacy one that is on. */
	private static int freeId(XmlElement vm) {
		Set<String> taken = vm.children().stream().filter(vuart -> vuart.name().endsWith("_vuart") && !vuart.name().startsWith("console") && !isOff(vuart))
				.map(vuart -> vuart.attribute("id").orElse("")).collect(Collectors.toSet());
		int id = 1;
		while (taken.contains(Integer.toString(id))) {
			id++;
		}
		return id;
	}

	private static void lead(XmlElement vuart, int targetVm, int targetVuart) {
		vuart.child("target_vm_id").orElseGet(() -> vuart.add("target_vm_id")).setText(Integer.toString(targetVm));
		vuart.child("target_uart_id").orElseGet(() -> vuart.add("target_uart_id")).setText(Integer.toString(targetVuart));
	}
}
