// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlElement;

/** vUARTs between VMs: two ends that point at each other become a connection. */
final class VuartUpgrade {

	private static final Map<String, String> PORTS = Map.of("COM1", "0x3F8", "COM2", "0x2F8", "COM3", "0x3E8", "COM4", "0x2E8");

	/** One end, as v2 describes it. */
	private record End(XmlElement vm, String vmId, XmlElement vuart, String uartId, boolean legacy) {

		boolean pointsTo(End other) {
			return vuart.value("target_vm_id").orElse("").equals(other.vmId) && vuart.value("target_uart_id").orElse("").equals(other.uartId)
					&& legacy == other.legacy;
		}
	}

	private final UpgradeContext context;

	VuartUpgrade(UpgradeContext context) {
		this.context = context;
	}

	void apply() {
		List<End> ends = ends();
		XmlElement connections = context.root().child("hv").orElseThrow().add("vuart_connections");
		TakenAddresses taken = new TakenAddresses(context.root());
		while (!ends.isEmpty()) {
			End end = ends.remove(0);
			Optional<End> peer = ends.stream().filter(other -> end.pointsTo(other) && other.pointsTo(end)).findFirst();
			peer.ifPresentOrElse(other -> {
				ends.remove(other);
				connect(connections, taken, end, other);
			}, () -> context.report(AcrnRule.UPGRADE_VUART_WITHOUT_PEER, end.vuart(), end.uartId(), "'" + context.name(end.vm()) + "'",
					end.vuart().value("target_vm_id").orElse(""), end.vuart().value("target_uart_id").orElse("")));
		}
	}

	/** Legacy vUART 0 is the console, and so is console_vuart; a vUART that is off is no end. */
	private List<End> ends() {
		List<End> ends = new ArrayList<>();
		for (XmlElement vm : context.vms()) {
			for (XmlElement vuart : vm.children()) {
				boolean legacy = vuart.name().equals("legacy_vuart");
				String id = vuart.attribute("id").orElse("");
				boolean off = vuart.value("base").orElse("INVALID").startsWith("INVALID");
				if (!off && (legacy && !id.equals("0") || vuart.name().equals("communication_vuart"))) {
					ends.add(new End(vm, vm.attribute("id").orElse(""), vuart, id, legacy));
				}
			}
		}
		return ends;
	}

	private void connect(XmlElement connections, TakenAddresses taken, End first, End second) {
		XmlElement connection = connections.add("vuart_connection");
		connection.add("name", "vUART connection " + connections.children().size());
		connection.add("type", first.legacy() ? "legacy" : "pci");
		for (End end : List.of(first, second)) {
			String name = context.name(end.vm());
			String bdf = taken.nextAddress(VirtualBdf.VUART, name);
			String port = end.legacy() ? port(end.vuart().value("base").orElse("")) : taken.nextPort(name);
			connection.add("endpoint").add("vm_name", name).add("io_port", port).add("vbdf", bdf);
		}
	}

	/** @return the console's name in v3 of a legacy base, or of none */
	static String console(String base) {
		return PORTS.containsKey(com(base)) ? "COM Port " + com(base).substring("COM".length()) : "None";
	}

	private static String port(String base) {
		return PORTS.getOrDefault(com(base), PORTS.get("COM2"));
	}

	/** From COM2_BASE, SOS_COM2_BASE or SERVICE_VM_COM2_BASE. */
	private static String com(String base) {
		return base.replaceAll(".*(COM[1-4])_BASE", "$1");
	}
}
