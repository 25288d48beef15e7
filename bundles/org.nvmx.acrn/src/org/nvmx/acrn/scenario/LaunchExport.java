// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__GUEST_OS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__GVT_ARGUMENTS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__LAUNCH_CPUS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__MACHINE_SHUTDOWN;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__POWER_OFF;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__SLIM_BOOT;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__STDIO_VUART;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__UEFI_BOOT_LOADER;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__USB_DEVICES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__VIRTIO_DEVICES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__VIRTUAL_FUNCTIONS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__WINDOWS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTIO_CONSOLE__PORT_NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTIO_INPUT__INPUT_ID;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTIO_NETWORK__MAC;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__MEMORY;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__PCI_DEVICES;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.upgrade.SharedMemoryText;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlIndent;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtioBlock;
import org.nvmx.model.scenario.VirtioConsole;
import org.nvmx.model.scenario.VirtioDevice;
import org.nvmx.model.scenario.VirtioInput;
import org.nvmx.model.scenario.VirtioNetwork;
import org.nvmx.model.scenario.VirtualMachine;

/** v2's launch file of a scenario: settings of post-launched VMs that v3 has in the scenario. A VM that has none of them has no entry. */
final class LaunchExport {

	/** What v2 has in the launch file alone. */
	private static final List<EStructuralFeature> SETTINGS = List.of(VIRTUAL_MACHINE__MEMORY, VIRTUAL_MACHINE__PCI_DEVICES, POST_LAUNCHED_VM__WINDOWS,
			POST_LAUNCHED_VM__STDIO_VUART, POST_LAUNCHED_VM__UEFI_BOOT_LOADER, POST_LAUNCHED_VM__USB_DEVICES, POST_LAUNCHED_VM__VIRTIO_DEVICES,
			POST_LAUNCHED_VM__GUEST_OS, POST_LAUNCHED_VM__SLIM_BOOT, POST_LAUNCHED_VM__POWER_OFF, POST_LAUNCHED_VM__MACHINE_SHUTDOWN,
			POST_LAUNCHED_VM__GVT_ARGUMENTS, POST_LAUNCHED_VM__LAUNCH_CPUS, POST_LAUNCHED_VM__VIRTUAL_FUNCTIONS);
	/** What v3 does not have, with the closest that it has. */
	private static final Map<EStructuralFeature, String> V2_ALONE = Map.of(POST_LAUNCHED_VM__GUEST_OS, "v3 tells Windows from the others only", POST_LAUNCHED_VM__SLIM_BOOT,
			"v3 has UEFI only", POST_LAUNCHED_VM__POWER_OFF, "v3 shuts VMs down over a vUART of its own", POST_LAUNCHED_VM__MACHINE_SHUTDOWN,
			"v3 lets the Service VM decide", POST_LAUNCHED_VM__GVT_ARGUMENTS, "pass the graphics device on as a whole, or use virtio gpu",
			POST_LAUNCHED_VM__LAUNCH_CPUS, "give the VM these CPUs only", POST_LAUNCHED_VM__VIRTUAL_FUNCTIONS, "pass the function on as a pci device");
	/** What ACRN gives a VM of which nobody said how much. */
	private static final ByteSize USUAL_MEMORY = new ByteSize(1, ByteSize.Unit.GiB);
	private static final int MEBIBYTE_SHIFT = 20;

	private final ExportContext context;

	LaunchExport(ExportContext context) {
		this.context = context;
	}

	/** @return whether an option of a VM goes to the launch file */
	static boolean writes(ExportContext context, VirtualMachine vm, EStructuralFeature feature) {
		return !context.dialect().isV3() && vm instanceof PostLaunchedVm && SETTINGS.contains(feature) && service(context).isPresent();
	}

	private static Optional<Integer> service(ExportContext context) {
		return context.scenario().getVms().stream().filter(ServiceVm.class::isInstance).findFirst().map(context::id);
	}

	/** @return empty for v3, and where no VM has such settings */
	Optional<XmlDocument> write() {
		if (context.dialect().isV3()) {
			context.scenario().getVms().stream().filter(PostLaunchedVm.class::isInstance).map(PostLaunchedVm.class::cast).forEach(this::sayWhatV3DoesNotHave);
			return Optional.empty();
		}
		List<PostLaunchedVm> vms = new ArrayList<>();
		for (VirtualMachine vm : context.scenario().getVms()) {
			if (vm instanceof PostLaunchedVm post && SETTINGS.stream().anyMatch(post::eIsSet)) {
				if (service(context).isPresent()) {
					vms.add(post);
				} else {
					SETTINGS.stream().filter(feature -> post.eIsSet(feature) && !PlainOption.covers(feature)).forEach(
							feature -> context.lost(post, feature, ModelText.of(post.eGet(feature)), "add a Service VM, which launches the VM"));
				}
			}
		}
		return vms.isEmpty() ? Optional.empty() : Optional.of(document(vms));
	}

	private void sayWhatV3DoesNotHave(PostLaunchedVm vm) {
		SETTINGS.stream().filter(V2_ALONE::containsKey).filter(vm::eIsSet)
				.forEach(feature -> context.lost(vm, feature, ModelText.of(vm.eGet(feature)), V2_ALONE.get(feature)));
		vm.getVirtioDevices().forEach(device -> {
			if (device instanceof VirtioNetwork network) {
				context.lostIfSet(network, VIRTIO_NETWORK__MAC);
			} else if (device instanceof VirtioConsole console) {
				context.lostIfSet(console, VIRTIO_CONSOLE__PORT_NAME);
			}
		});
	}

	private XmlDocument document(List<PostLaunchedVm> vms) {
		Scenario scenario = context.scenario();
		XmlElement root = new XmlElement("acrn-config").setAttribute("board", scenario.getBoard() == null ? "" : scenario.getBoard())
				.setAttribute("scenario", scenario.getName() == null ? "" : scenario.getName())
				.setAttribute(LaunchXml.vm(context.dialect()) + "_launcher", Integer.toString(vms.size()));
		int service = service(context).orElseThrow();
		vms.forEach(vm -> write(vm, root.add(LaunchXml.vm(context.dialect())).setAttribute("id", Integer.toString(context.id(vm) - service))));
		XmlIndent.indent(root);
		return new XmlDocument(root);
	}

	private void write(PostLaunchedVm vm, XmlElement settings) {
		settings.add(LaunchXml.vm(context.dialect()) + "_type", LaunchXml.guestType(vm));
		if (context.dialect() == Dialect.V2_7) {
			settings.add("vm_name", vm.getName());
		}
		settings.add("rtos_type", LaunchXml.realTime(vm));
		ByteSize memory = vm.getMemory() == null ? USUAL_MEMORY : vm.getMemory();
		settings.add("mem_size", Long.toString(memory.bytes() >> MEBIBYTE_SHIFT));
		settings.add("gvt_args", graphics(vm));
		settings.add("vbootloader", LaunchXml.loader(vm));
		settings.add("vuart0", state(vm.isStdioVuart()));
		settings.add("poweroff_channel", LaunchXml.powerOffChannel(vm));
		settings.add("allow_trigger_s5", vm.isMachineShutdown() ? "y" : "n");
		settings.add("enable_ptm", vm.isPtm() ? "y" : "n");
		settings.add("usb_xhci", String.join(":", vm.getUsbDevices()));
		cpus(vm, settings.add("cpu_affinity"));
		XmlElement regions = settings.add("shm_regions");
		context.root().descendants("hv/FEATURES/IVSHMEM/IVSHMEM_REGION").stream().flatMap(region -> SharedMemoryText.of(region.text()).stream())
				.filter(region -> region.vmIds().contains(Integer.toString(context.id(vm))))
				.forEach(region -> regions.add("shm_region", new SharedMemoryText(region.isDeviceModel(), region.name(), region.mebibytes(), List.of()).toString()));
		settings.add("console_vuart", state(vm.getConsoleVuart() == ConsoleVuartBase.PCI));
		XmlElement lines = settings.add("communication_vuarts");
		vm.getCommunicationVuarts().forEach(line -> lines.add("communication_vuart").setAttribute("id", Integer.toString(line.getId()))
				.setText(state(line.getBase() == ConsoleVuartBase.PCI)));
		devices(vm, settings.add("passthrough_devices"));
		virtualFunctions(vm, settings);
		XmlElement group = settings.add("virtio_devices");
		vm.getVirtioDevices().forEach(device -> virtio(vm, device, group));
	}

	/** None are all of the VM's. */
	private static void cpus(PostLaunchedVm vm, XmlElement affinity) {
		if (vm.getLaunchCpus().isEmpty()) {
			affinity.add("pcpu_id");
		}
		vm.getLaunchCpus().forEach(cpu -> affinity.add("pcpu_id", Integer.toString(cpu)));
	}

	private static String graphics(PostLaunchedVm vm) {
		return vm.getPciDevices().stream().anyMatch(LaunchExport::isGraphics) ? LaunchXml.GRAPHICS : vm.getGvtArguments() == null ? "" : vm.getGvtArguments();
	}

	private static String state(boolean on) {
		return on ? LaunchXml.ENABLE : LaunchXml.DISABLE;
	}

	private static boolean isGraphics(PciPassthrough device) {
		return device.getAddress().equals(LaunchXml.GRAPHICS_ADDRESS) && device.getLaunchPlace() == null;
	}

	/** Each place takes one device. */
	private void devices(VirtualMachine vm, XmlElement group) {
		LaunchXml.devicePlaces().forEach(group::add);
		for (PciPassthrough device : vm.getPciDevices().stream().filter(device -> !isGraphics(device)).toList()) {
			LaunchXml.devicePlace(device, context.dialect()).map(place -> group.child(place).orElseGet(() -> group.add(place))).filter(place -> place.text().isEmpty()).ifPresentOrElse(
					place -> place.setText(PassthroughOptions.text(device)),
					() -> context.lost(device, VIRTUAL_MACHINE__PCI_DEVICES, PassthroughOptions.text(device),
							"v2 has one device of each kind for a VM, and knows the kind by the description: write it as the board does, or say the place of the device behind it, such as: as \"wifi\""));
		}
	}

	private void virtualFunctions(PostLaunchedVm vm, XmlElement settings) {
		if (context.dialect() != Dialect.V2_7) {
			context.lostIfSet(vm, POST_LAUNCHED_VM__VIRTUAL_FUNCTIONS);
		} else if (!vm.getVirtualFunctions().isEmpty()) {
			XmlElement group = settings.add("sriov");
			vm.getVirtualFunctions().forEach(function -> group.add(function.getKind().getLiteral(), function.getDevice()));
		}
	}

	private void virtio(PostLaunchedVm vm, VirtioDevice device, XmlElement group) {
		switch (device) {
		case VirtioNetwork network -> group.add("network", network.getInterfaceName() + (network.isKernelBased() ? ",vhost" : "")
				+ (network.getMac() == null ? "" : ",mac=" + network.getMac()));
		case VirtioBlock block -> group.add("block", block.getPath());
		case VirtioInput input -> {
			group.add("input", input.getPath());
			context.lostIfSet(input, VIRTIO_INPUT__INPUT_ID);
		}
		case VirtioConsole console -> console(console).ifPresentOrElse(text -> group.add("console", text), () -> lost(vm, device));
		default -> lost(vm, device);
		}
	}

	private void lost(PostLaunchedVm vm, VirtioDevice device) {
		String name = device.eClass().getName().replaceFirst("^Virtio", "").toLowerCase(Locale.ROOT);
		context.lost(vm, POST_LAUNCHED_VM__VIRTIO_DEVICES, (name + " " + ModelText.of(device)).strip(), "add it in the launch script, or choose a release of v3");
	}

	private static Optional<String> console(VirtioConsole console) {
		return LaunchXml.CONSOLES.entrySet().stream().filter(entry -> entry.getValue() == console.getBackend()).map(Map.Entry::getKey)
				.map(word -> (console.isPort() ? "" : "@") + word + ":" + (console.getPortName() == null ? LaunchXml.portName(word) : console.getPortName()) + (console.getPath() == null ? "" : "=" + console.getPath()))
				.findFirst();
	}
}
