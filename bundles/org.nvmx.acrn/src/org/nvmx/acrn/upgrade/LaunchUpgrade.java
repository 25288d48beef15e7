// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;

/** v2's launch file: what the device model is started with becomes part of the post-launched VMs. */
final class LaunchUpgrade {

	private final UpgradeContext context;
	private final XmlDocument launch;

	LaunchUpgrade(UpgradeContext context, XmlDocument launch) {
		this.context = context;
		this.launch = launch;
	}

	/** v2.7 calls them user_vm, the releases before uos. */
	void apply() {
		for (XmlElement settings : launch.root().children()) {
			if (settings.name().equals("uos") || settings.name().equals("user_vm")) {
				vmOf(settings, context).ifPresentOrElse(vm -> apply(settings, vm), () -> context.report(launch, AcrnRule.UPGRADE_LAUNCH_WITHOUT_VM,
						settings, settings.attribute("id").orElse("without an id")));
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
		new VirtioUpgrade(context, launch).apply(settings, vm);
		for (String name : List.of("poweroff_channel", "gvt_args", "sriov")) {
			settings.descendants(name).stream().filter(option -> !option.text().isEmpty()).forEach(option -> context.report(launch, AcrnRule.UPGRADE_OPTION_LOST,
					option, name, option.text(), context.target(), "set it in the launch script, or as a customized parameter"));
		}
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
