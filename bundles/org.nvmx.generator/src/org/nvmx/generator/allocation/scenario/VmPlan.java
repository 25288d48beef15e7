// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.nvmx.generator.allocation.LegacyVuart;
import org.nvmx.generator.allocation.LegacyVuart.ComPort;
import org.nvmx.generator.allocation.LegacyVuart.Use;
import org.nvmx.generator.allocation.LoadOrder;
import org.nvmx.generator.allocation.PlannedVm;
import org.nvmx.generator.allocation.VirtualPciDevice;
import org.nvmx.generator.allocation.VirtualPciDevice.Kind;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.CommunicationVuart;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PreLaunchedVm;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VuartConnection;
import org.nvmx.model.scenario.VuartEndpoint;
import org.nvmx.model.scenario.VuartType;

/** What one VM of a scenario asks to be allocated, and which element asks for what. */
final class VmPlan {

	/** No machine has more CPUs; a range that somebody is still typing does not fill the memory. */
	private static final int MAX_CPU = 4095;

	private final VirtualMachine vm;
	private final String name;
	private final Map<Asker, VirtualPciDevice> devices = new LinkedHashMap<>();
	private final Map<Asker, LegacyVuart> vuarts = new LinkedHashMap<>();
	/** What no element asks for. */
	private final List<LegacyVuart> ownVuarts = new ArrayList<>();

	/** @param name what allocations call it, unique in the scenario */
	VmPlan(VirtualMachine vm, String name) {
		this.vm = vm;
		this.name = name;
		console();
		vm.getLegacyVuarts().stream().filter(vuart -> vuart.getBase() != LegacyVuartBase.OFF)
				.forEach(vuart -> vuarts.put(Asker.of(vuart), LegacyVuart.at(String.valueOf(vuart.getId()), vuart.getId() == 0 ? Use.CONSOLE : Use.CONNECTION,
						ComPort.valueOf(vuart.getBase().name()).port())));
		vm.getCommunicationVuarts().forEach(this::communication);
		if (vm instanceof PostLaunchedVm post) {
			deviceModel(post);
		}
		vm.getPciDevices().stream().filter(device -> device.getAddress() != null)
				.forEach(device -> devices.put(Asker.of(device), VirtualPciDevice.passthrough(device.getAddress())));
	}

	VirtualMachine vm() {
		return vm;
	}

	String name() {
		return name;
	}

	PlannedVm plan() {
		LoadOrder order = vm instanceof ServiceVm ? LoadOrder.SERVICE : vm instanceof PreLaunchedVm ? LoadOrder.PRE_LAUNCHED : LoadOrder.POST_LAUNCHED;
		return new PlannedVm(name, order, cpus(), order == LoadOrder.SERVICE ? Optional.empty() : memory(), devices.values().stream().distinct().toList(),
				Stream.concat(vuarts.values().stream(), ownVuarts.stream()).toList(), vm.getGuestFlags().contains(GuestFlag.SECURE_WORLD_ENABLED));
	}

	/** @return what allocations call what an element asks for */
	Map<Asker, String> labels() {
		Map<Asker, String> labels = new LinkedHashMap<>();
		devices.forEach((asker, device) -> labels.put(asker, device.label()));
		vuarts.forEach((asker, vuart) -> labels.put(asker, vuart.label()));
		return labels;
	}

	private List<Integer> cpus() {
		List<Integer> cpus = new ArrayList<>();
		vm.getCpus().forEach(range -> IntStream.rangeClosed(Math.max(range.getFirst(), 0), Math.min(Math.max(range.getFirst(), range.getLast()), MAX_CPU))
				.filter(cpu -> !cpus.contains(cpu)).forEach(cpus::add));
		return cpus;
	}

	private Optional<ByteSize> memory() {
		if (vm.getMemory() != null) {
			return Optional.of(vm.getMemory());
		}
		long sum = vm.getHostMemory().stream().filter(region -> region.getSize() != null).mapToLong(region -> region.getSize().bytes()).sum();
		return sum < 1 ? Optional.empty() : Optional.of(ByteSize.ofBytes(sum));
	}

	private void console() {
		ConsoleVuartBase base = vm.getConsoleVuart();
		if (base == ConsoleVuartBase.PCI) {
			devices.put(Asker.console(vm), VirtualPciDevice.emulated("0", Kind.CONSOLE_VUART));
		} else if (base != null && base != ConsoleVuartBase.OFF) {
			vuarts.put(Asker.console(vm), LegacyVuart.at("console", Use.CONSOLE, ComPort.valueOf(base.name()).port()));
		}
	}

	private void communication(CommunicationVuart vuart) {
		if (vuart.getBase() == ConsoleVuartBase.PCI) {
			devices.put(Asker.of(vuart), VirtualPciDevice.emulated(String.valueOf(vuart.getId()), Kind.VUART));
		}
	}

	/** In the order in which ACRN's tools give slots to them. */
	private void deviceModel(PostLaunchedVm post) {
		if (!post.getUsbDevices().isEmpty()) {
			devices.put(Asker.usb(post), VirtualPciDevice.emulated(DeviceModelDevices.XHCI, Kind.DEVICE_MODEL));
		}
		DeviceModelDevices.of(post).forEach((device, deviceName) -> devices.put(Asker.of(device), VirtualPciDevice.emulated(deviceName, Kind.DEVICE_MODEL)));
	}

	/** @param number of the connection in the scenario, from 1 */
	void connect(VuartConnection connection, VuartEndpoint endpoint, int number) {
		String vuart = (connection.getName() == null ? "connection" : connection.getName()) + " #" + number;
		if (connection.getType() == VuartType.LEGACY) {
			vuarts.put(Asker.of(endpoint), endpoint.getPort() == null ? LegacyVuart.any(vuart, Use.CONNECTION)
					: LegacyVuart.at(vuart, Use.CONNECTION, (int) Math.min(endpoint.getPort().value(), Integer.MAX_VALUE)));
		} else {
			VirtualPciDevice device = VirtualPciDevice.emulated(vuart, Kind.VUART);
			devices.put(Asker.of(endpoint), endpoint.getAddress() == null ? device : device.at(endpoint.getAddress()));
		}
	}

	/** Adds a vUART over which VMs are shut down. */
	void powerOff(String vuart) {
		ownVuarts.add(LegacyVuart.any(vuart, Use.POWER_OFF));
	}
}
