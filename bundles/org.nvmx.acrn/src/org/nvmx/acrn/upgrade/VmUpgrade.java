// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.GuestFlagOption;
import org.nvmx.acrn.xml.XmlComment;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlNode;

/** One VM: its kind, its flags, its console, and everything else that changed its form. */
final class VmUpgrade {

	private final UpgradeContext context;
	private final XmlElement vm;
	private final VmKind kind;
	private final boolean realTime;

	VmUpgrade(UpgradeContext context, XmlElement vm) {
		this.context = context;
		this.vm = vm;
		String type = vm.value("vm_type").orElse("");
		kind = type.startsWith("POST_") ? VmKind.post : type.startsWith("PRE_") || type.equals("SAFETY_VM") ? VmKind.pre : VmKind.svc;
		realTime = type.endsWith("_RT_VM") || hasFlag("GUEST_FLAG_RT");
	}

	void apply() {
		type();
		console();
		vm.child("guest_flags").ifPresent(this::flags);
		vm.child("cpu_affinity").ifPresent(this::cpus);
		vm.child("memory").ifPresent(memory -> new MemoryUpgrade(context, vm, kind).apply(memory));
		vm.child("os_config").ifPresent(this::kernel);
		vm.child("epc_section").filter(epc -> epc.children().stream().allMatch(option -> option.text().matches("0|0[xX]0+"))).ifPresent(vm::replace);
		vm.child("pci_devs").ifPresent(devices -> {
			devices.children("pci_dev").stream().filter(device -> device.text().isEmpty()).forEach(devices::replace);
			if (devices.children().isEmpty()) {
				vm.replace(devices);
			}
		});
		List.of("clos", "pci_dev_num").forEach(name -> vm.children(name).forEach(vm::replace));
		dropInapplicable();
		new DefaultFilling(context.target()).fill(vm, "vm", kind);
	}

	private void type() {
		String order = switch (kind) {
		case pre -> "PRE_LAUNCHED_VM";
		case svc -> "SERVICE_VM";
		case post -> "POST_LAUNCHED_VM";
		};
		XmlElement type = vm.child("vm_type").orElseGet(() -> vm.add("vm_type"));
		vm.replace(type, type.renamed("load_order").setText(order), new XmlElement("vm_type", type.span()).setText(realTime ? "RTVM" : "STANDARD_VM"));
	}

	/** v3 has one console. As in v2's own device numbering it is legacy vUART 0, and the PCI vUART only where that is off. */
	private void console() {
		Optional<XmlElement> legacy = vm.children("legacy_vuart").stream().filter(vuart -> vuart.attribute("id").equals(Optional.of("0"))).findFirst();
		String console = VuartUpgrade.console(legacy.flatMap(vuart -> vuart.value("base")).orElse(""));
		Optional<XmlElement> onPci = vm.child("console_vuart").flatMap(vuart -> vuart.child("base")).filter(base -> base.text().equals("PCI_VUART"));
		if (onPci.isPresent() && console.equals("None")) {
			console = "PCI";
		} else if (onPci.isPresent()) {
			context.report(AcrnRule.UPGRADE_OPTION_LOST, onPci.get(), "console_vuart", onPci.get().text(), context.target(),
					"the console is legacy vUART 0: switch that one off, or leave the console on PCI out");
		}
		XmlElement old = vm.child("console_vuart").or(() -> legacy).orElseGet(() -> vm.add("console_vuart"));
		vm.replace(old, new XmlElement("console_vuart").setText(console));
		vm.children("legacy_vuart").forEach(vm::replace);
		vm.children("communication_vuart").forEach(vm::replace);
	}

	private boolean hasFlag(String literal) {
		return vm.descendants("guest_flags/guest_flag").stream().anyMatch(flag -> flag.text().equals(literal));
	}

	private void flags(XmlElement flags) {
		List<XmlNode> options = flags.content().stream().filter(XmlComment.class::isInstance).collect(Collectors.toList());
		for (XmlElement flag : flags.children("guest_flag")) {
			Optional<GuestFlagOption> option = Arrays.stream(GuestFlagOption.values()).filter(known -> known.literal().equals(flag.text())).findFirst();
			if (option.isPresent() && kinds(option.get().option()).contains(kind)) {
				options.add(flag.renamed(option.get().option()).setText("y"));
			} else if (!flag.text().matches("|0|0UL|GUEST_FLAG_RT")) {
				context.drop(flags, flag, "set it where the release has it");
			}
		}
		vm.replace(flags, options.toArray(XmlNode[]::new));
	}

	private List<VmKind> kinds(String option) {
		return OptionCatalogue.of(context.target()).option("vm/" + option).map(found -> List.copyOf(found.kinds())).orElse(List.of());
	}

	private void cpus(XmlElement affinity) {
		List<XmlElement> cpus = affinity.children("pcpu_id").stream().filter(cpu -> !cpu.text().isEmpty()).toList();
		if (kind == VmKind.svc) {
			String list = cpus.stream().map(XmlElement::text).collect(Collectors.joining(", "));
			context.report(AcrnRule.UPGRADE_SERVICE_VM_CPUS_LOST, affinity, list, context.target());
			vm.replace(affinity, new XmlComment(" CPUs of the Service VM before the upgrade: " + list + " "));
			return;
		}
		for (XmlElement cpu : affinity.children("pcpu_id")) {
			XmlElement pcpu = new XmlElement("pcpu");
			pcpu.content().add(cpu);
			pcpu.add("real_time_vcpu", realTime ? "y" : "n");
			affinity.replace(cpu, cpu.text().isEmpty() ? new XmlNode[0] : new XmlNode[] { pcpu });
		}
	}

	/** The Service VM's command line was split into root file system and the rest. */
	private void kernel(XmlElement kernel) {
		kernel.children("name").forEach(kernel::replace);
		kernel.child("kern_type").filter(type -> type.text().equals("KERNEL_ZEPHYR")).ifPresent(type -> type.setText("KERNEL_RAWIMAGE"));
		kernel.children().stream().filter(option -> option.text().isEmpty() && !option.name().equals("bootargs")).forEach(kernel::replace);
		Optional<XmlElement> own = vm.child("board_private");
		if (kind == VmKind.svc && own.isPresent()) {
			String root = own.get().value("rootfs").filter(path -> !path.isEmpty()).map(path -> "root=" + path + " ").orElse("");
			String arguments = (root + own.get().value("bootargs").orElse("")).replaceAll("\\s+", " ").strip();
			kernel.children("bootargs").forEach(kernel::replace);
			kernel.add("bootargs", arguments);
			vm.replace(own.get());
		}
	}

	/** What v2 has for each VM and v3 for some. What no release knows is somebody's own and stays. */
	private void dropInapplicable() {
		OptionCatalogue before = OptionCatalogue.of(context.source());
		OptionCatalogue after = OptionCatalogue.of(context.target());
		for (XmlElement option : vm.children()) {
			Optional<Option> known = after.option("vm/" + option.name());
			boolean applies = known.isPresent() && known.get().kinds().contains(kind);
			if (!applies && (known.isPresent() || before.option("vm/" + option.name()).isPresent())) {
				context.drop(vm, option);
			}
		}
	}
}
