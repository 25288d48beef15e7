// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;

/** v2's launch file: what the device model is started with becomes part of the post-launched VMs. */
final class LaunchUpgrade {

	/** How v2 passes on the integrated graphics device, and where that is. */
	private static final String GRAPHICS = "gvtd";
	private static final String GRAPHICS_ADDRESS = "00:02.0";
	private static final String IN_THE_SCRIPT = "set it in the launch script, or as a customized parameter";
	/** What v3 says as well, or what is the same without it, by the texts that it may have; devices speak for themselves. */
	private static final Map<String, String> UNDERSTOOD = Map.ofEntries(Map.entry("uos_type", "WINDOWS|YOCTO|PREEMPT-RT LINUX"),
			Map.entry("user_vm_type", "WINDOWS|YOCTO|PREEMPT-RT LINUX"), Map.entry("vm_name", ".*"), Map.entry("rtos_type", "no|Soft RT|Hard RT"),
			Map.entry("mem_size", "[0-9]+"), Map.entry("gvt_args", GRAPHICS), Map.entry("vbootloader", "ovmf|no"), Map.entry("vuart0", "Enable|Disable"),
			Map.entry("allow_trigger_s5", "n"), Map.entry("enable_ptm", "[yn]"), Map.entry("usb_xhci", ".*"), Map.entry("pcpu_id", "[0-9]+"),
			Map.entry("shm_region", "(hv|dm):/.*"), Map.entry("console_vuart", "Enable|Disable"), Map.entry("communication_vuart", "Enable|Disable"));
	private static final Set<String> DEVICES = Set.of("passthrough_devices", "virtio_devices");
	private static final Map<String, String> REMEDIES = Map.of("uos_type", "v3 tells Windows from the others only", "user_vm_type", "v3 tells Windows from the others only",
			"vbootloader", "v3 has UEFI only, and the VM gets it", "allow_trigger_s5", "v3 lets the Service VM decide");

	private final UpgradeContext context;
	private final XmlDocument launch;
	private final Map<XmlElement, String> settled;

	/** @param settled the VMs that other launch files had settings for, each with its file; grows */
	LaunchUpgrade(UpgradeContext context, XmlDocument launch, Map<XmlElement, String> settled) {
		this.context = context;
		this.launch = launch;
		this.settled = settled;
	}

	/** v2.7 calls them user_vm, the releases before uos. */
	void apply() {
		for (XmlElement settings : launch.root().children()) {
			String number = settings.attribute("id").orElse("without an id");
			Optional<XmlElement> vm = settings.name().matches("uos|user_vm") ? vmOf(settings, context) : Optional.empty();
			if (vm.isEmpty()) {
				context.report(launch, AcrnRule.UPGRADE_LAUNCH_WITHOUT_VM, settings, number);
			} else if (settled.containsKey(vm.get())) {
				context.report(launch, AcrnRule.LAUNCH_SETTINGS_TWICE, settings, number, context.name(vm.get()), settled.get(vm.get()));
			} else {
				settled.put(vm.get(), launch.file());
				apply(settings, vm.get());
				losses(settings);
			}
		}
	}

	private void losses(XmlElement group) {
		for (XmlElement setting : group.children()) {
			boolean understood = setting.text().isEmpty() || setting.text().matches(UNDERSTOOD.getOrDefault(setting.name(), "(?!)"));
			if (!understood) {
				context.report(launch, AcrnRule.UPGRADE_OPTION_LOST, setting, setting.name(), setting.text(), context.target(),
						REMEDIES.getOrDefault(setting.name(), IN_THE_SCRIPT));
			}
			if (!DEVICES.contains(setting.name())) {
				losses(setting);
			}
		}
	}

	/** @return the VM that launch settings are for: their ids count from the Service VM */
	static Optional<XmlElement> vmOf(XmlElement settings, UpgradeContext context) {
		Optional<String> number = settings.attribute("id").filter(id -> id.matches("[0-9]{1,4}"));
		Optional<String> service = context.vms().stream()
				.filter(vm -> List.of("SOS_VM", "SERVICE_VM").contains(vm.value("vm_type").orElse("")) || vm.value("load_order").orElse("").equals("SERVICE_VM"))
				.findFirst().flatMap(vm -> vm.attribute("id")).filter(id -> id.matches("[0-9]{1,4}"));
		return number.flatMap(id -> service.flatMap(first -> context.vm(Integer.toString(Integer.parseInt(first) + Integer.parseInt(id)))));
	}

	private void apply(XmlElement settings, XmlElement vm) {
		realTime(settings, vm);
		set(vm, "os_type", settings.value("uos_type").or(() -> settings.value("user_vm_type")).filter("WINDOWS"::equals).map(type -> "Windows OS"));
		set(vm, "vbootloader", settings.value("vbootloader").filter(loader -> !loader.isEmpty()).map(loader -> loader.equals("no") ? "n" : "y"));
		set(vm, "vuart0", settings.value("vuart0").filter("Enable"::equals).map(enabled -> "y"));
		set(vm, "console_vuart", settings.value("console_vuart").filter("Enable"::equals).map(enabled -> "PCI"));
		set(vm, "PTM", settings.value("enable_ptm").filter(value -> value.matches("[yn]")));
		settings.value("mem_size").filter(size -> size.matches("[0-9]+")).ifPresent(size -> child(vm, "memory", "PTM").setText("").add("size", size));
		cpus(settings, vm);
		List<String> usb = settings.value("usb_xhci").map(ports -> List.of(ports.split(":"))).orElse(List.of());
		usb.stream().filter(port -> !port.isBlank()).forEach(port -> child(vm, "usb_xhci", "").add("usb_dev", port.strip()));
		settings.descendants("passthrough_devices").stream().flatMap(group -> group.children().stream()).filter(device -> !device.text().isEmpty())
				.forEach(device -> child(vm, "pci_devs", "").add("pci_dev", device.text()));
		settings.descendants("shm_regions/shm_region").stream().filter(region -> !region.text().isEmpty())
				.forEach(region -> new SharedMemoryUpgrade(context).addUser(vm, region.text()));
		settings.value("gvt_args").filter(GRAPHICS::equals).ifPresent(graphics -> child(vm, "pci_devs", "").add("pci_dev", GRAPHICS_ADDRESS));
		new VirtioUpgrade(context, launch).apply(settings, vm);
	}

	/** Soft real time needs the type only, hard real time the local APIC too. */
	private static void realTime(XmlElement settings, XmlElement vm) {
		String type = settings.value("rtos_type").orElse("no");
		if (type.endsWith("RT")) {
			set(vm, "vm_type", Optional.of("RTVM"));
			vm.descendants("cpu_affinity/pcpu/real_time_vcpu").forEach(vcpu -> vcpu.setText("y"));
		}
		if (type.equals("Hard RT")) {
			set(vm, "lapic_passthrough", Optional.of("y"));
		}
	}

	private static void cpus(XmlElement settings, XmlElement vm) {
		List<XmlElement> cpus = settings.descendants("cpu_affinity/pcpu_id").stream().filter(cpu -> !cpu.text().isEmpty()).toList();
		if (!cpus.isEmpty()) {
			String realTime = vm.value("vm_type").orElse("").equals("RTVM") ? "y" : "n";
			vm.children("cpu_affinity").forEach(vm::replace);
			XmlElement affinity = vm.add("cpu_affinity");
			cpus.forEach(cpu -> affinity.add("pcpu").add("pcpu_id", cpu.text()).add("real_time_vcpu", realTime));
		}
	}

	private static void set(XmlElement vm, String option, Optional<String> value) {
		value.ifPresent(text -> vm.child(option).orElseGet(() -> vm.add(option)).setText(text));
	}

	/** @return the group, which is made when it is missing; a member of the same name as {@code replaced} makes place */
	private static XmlElement child(XmlElement vm, String name, String replaced) {
		XmlElement group = vm.child(name).orElseGet(() -> vm.add(name));
		if (!replaced.isEmpty()) {
			group.children("size").forEach(group::replace);
		}
		return group;
	}
}
