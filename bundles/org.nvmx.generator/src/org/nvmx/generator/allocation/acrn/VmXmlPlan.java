// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.acrn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.generator.allocation.LegacyVuart;
import org.nvmx.generator.allocation.LegacyVuart.ComPort;
import org.nvmx.generator.allocation.LegacyVuart.Use;
import org.nvmx.generator.allocation.LoadOrder;
import org.nvmx.generator.allocation.PlannedVm;
import org.nvmx.generator.allocation.VirtualPciDevice;
import org.nvmx.generator.allocation.VirtualPciDevice.Kind;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;

/** What one {@code vm} element asks to be allocated. */
final class VmXmlPlan {

	private final ScenarioXml scenario;
	private final VmXml vm;
	private final String name;
	private final Map<VmXml, String> names;
	private final boolean v3;
	private final List<VirtualPciDevice> devices = new ArrayList<>();
	private final List<LegacyVuart> vuarts = new ArrayList<>();

	/** @param names of all VMs */
	VmXmlPlan(ScenarioXml scenario, VmXml vm, String name, Map<VmXml, String> names) {
		this.scenario = scenario;
		this.vm = vm;
		this.name = name;
		this.names = names;
		this.v3 = scenario.dialect().isV3();
	}

	PlannedVm plan() {
		LoadOrder order = switch (vm.kind().orElse(VmKind.post)) {
		case pre -> LoadOrder.PRE_LAUNCHED;
		case svc -> LoadOrder.SERVICE;
		case post -> LoadOrder.POST_LAUNCHED;
		};
		List<Integer> cpus = vm.cpus().stream().flatMap(cpu -> XmlNumbers.integer(cpu.text()).stream()).toList();
		if (v3) {
			console(vm.element().value("console_vuart").orElse("None"));
			connections();
			powerOff(order);
		} else {
			vuartsOfV2();
		}
		vm.element().descendants("pci_devs/pci_dev").stream().flatMap(device -> XmlNumbers.bdf(device.text()).stream()).distinct()
				.forEach(address -> devices.add(VirtualPciDevice.passthrough(address)));
		return new PlannedVm(name, order, cpus, order == LoadOrder.SERVICE ? Optional.empty() : memory(), devices, vuarts,
				vm.yes("secure_world_support").isPresent());
	}

	/** v3 counts megabytes, v2 bytes. */
	private Optional<ByteSize> memory() {
		ByteSize.Unit unit = v3 ? ByteSize.Unit.MiB : ByteSize.Unit.B;
		long limit = v3 ? 1L << 30 : 1L << 50;
		List<Long> sizes = new ArrayList<>();
		for (String path : v3 ? List.of("memory/size", "memory/hpa_region/size_hpa") : List.of("memory/size", "memory/size_hpa2")) {
			vm.element().descendants(path).stream().flatMap(size -> XmlNumbers.number(size.text()).stream()).filter(size -> size <= limit).limit(1024)
					.forEach(sizes::add);
		}
		long sum = sizes.stream().mapToLong(Long::longValue).sum();
		return sum == 0 ? Optional.empty() : Optional.of(v3 ? new ByteSize(sum, unit) : ByteSize.ofBytes(sum));
	}

	private void console(String text) {
		if (text.equals("PCI")) {
			devices.add(VirtualPciDevice.emulated("console", Kind.CONSOLE_VUART));
		} else if (text.matches("COM Port [1-4]")) {
			vuarts.add(LegacyVuart.at("console", Use.CONSOLE, ComPort.valueOf("COM" + text.charAt(text.length() - 1)).port()));
		}
	}

	private void connections() {
		int number = 0;
		for (XmlElement connection : scenario.all("hv/vuart_connections/vuart_connection")) {
			String connectionName = connection.value("name").filter(text -> !text.isEmpty()).orElse("connection") + " #" + ++number;
			boolean legacy = connection.value("type").orElse("pci").equals("legacy");
			for (XmlElement endpoint : connection.children("endpoint")) {
				if (!endpoint.value("vm_name").orElse("").equals(vm.name())) {
					continue;
				}
				if (legacy) {
					Optional<Integer> port = endpoint.value("io_port").flatMap(XmlNumbers::integer);
					vuarts.add(port.map(written -> LegacyVuart.at(connectionName, Use.CONNECTION, written))
							.orElse(LegacyVuart.any(connectionName, Use.CONNECTION)));
				} else {
					Optional<PciAddress> address = endpoint.value("vbdf").flatMap(XmlNumbers::bdf);
					VirtualPciDevice device = VirtualPciDevice.emulated(connectionName, Kind.VUART);
					devices.add(address.map(device::at).orElse(device));
				}
			}
		}
	}

	/** ACRN v3 connects each user VM with the Service VM, to shut it down in order. */
	private void powerOff(LoadOrder order) {
		boolean service = names.keySet().stream().anyMatch(other -> other.is(VmKind.svc));
		if (order == LoadOrder.SERVICE) {
			names.forEach((other, otherName) -> {
				if (!other.is(VmKind.svc)) {
					vuarts.add(LegacyVuart.any("power-off of " + otherName, Use.POWER_OFF));
				}
			});
		} else if (service) {
			vuarts.add(LegacyVuart.any("power-off", Use.POWER_OFF));
		}
	}

	private void vuartsOfV2() {
		for (XmlElement vuart : vm.element().children("legacy_vuart")) {
			String id = vuart.attribute("id").orElse("?");
			String base = vuart.value("base").orElse("");
			if (base.matches("(SOS_|SERVICE_VM_)?COM[1-4]_BASE")) {
				String com = base.substring(base.indexOf("COM"), base.indexOf("COM") + 4);
				vuarts.add(LegacyVuart.at(id, id.equals("0") ? Use.CONSOLE : Use.CONNECTION, ComPort.valueOf(com).port()));
			} else if (base.equals("CONFIG_COM_BASE")) {
				vuarts.add(LegacyVuart.any(id, Use.CONNECTION));
			}
		}
		pciVuartsOfV2("console_vuart", Kind.CONSOLE_VUART);
		pciVuartsOfV2("communication_vuart", Kind.VUART);
	}

	private void pciVuartsOfV2(String element, Kind kind) {
		vm.element().children(element).stream().filter(vuart -> vuart.value("base").orElse("").equals("PCI_VUART"))
				.forEach(vuart -> devices.add(VirtualPciDevice.emulated((kind == Kind.VUART ? "" : "console ") + vuart.attribute("id").orElse("?"), kind)));
	}
}
