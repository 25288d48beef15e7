// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CONSOLE_VUART;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CPUS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__GUEST_FLAGS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME;

/** A {@code vm} element in the dialects of v2, in the order in which ACRN's user guide prints it. */
final class V2VmElements {

	/** The two legacy vUARTs that each VM has, used or not. */
	private static final int LEGACY_VUARTS = 2;

	private final Dialect dialect;
	private final ModelSource source;
	private final String servicePrefix;

	V2VmElements(Dialect dialect, ModelSource source) {
		this.dialect = dialect;
		this.source = source;
		servicePrefix = dialect == Dialect.V2_7 ? "SERVICE_VM" : "SOS";
	}

	XmlElement vm(VirtualMachine vm, int id) {
		XmlElement element = new XmlElement("vm", source.span(vm, VIRTUAL_MACHINE__NAME)).setAttribute("id", Integer.toString(id));
		element.add("vm_type", source.span(vm, VIRTUAL_MACHINE__NAME)).setText(vmType(vm));
		if (vm.getName() != null) {
			element.add("name", source.span(vm, VIRTUAL_MACHINE__NAME)).setText(vm.getName());
		}
		int cpuCount = addCpus(element, vm);
		if (!vm.getGuestFlags().isEmpty()) {
			XmlElement flags = element.add("guest_flags", source.span(vm, VIRTUAL_MACHINE__GUEST_FLAGS));
			vm.getGuestFlags().stream().distinct()
					.forEach(flag -> flags.add("guest_flag", source.span(vm, VIRTUAL_MACHINE__GUEST_FLAGS)).setText("GUEST_FLAG_" + flag.getName()));
		}
		XmlElement clos = element.add("clos");
		IntStream.range(0, Math.max(1, cpuCount)).forEach(vcpu -> clos.add("vcpu_clos", "0"));
		addKernel(element, vm);
		addVuarts(element, vm);
		addBoardPrivate(element, vm);
		new DefaultFilling(dialect).fill(element, "vm");
		return element;
	}

	private int addCpus(XmlElement element, VirtualMachine vm) {
		if (vm.getCpus().isEmpty()) {
			return 0;
		}
		XmlElement affinity = element.add("cpu_affinity", source.span(vm, VIRTUAL_MACHINE__CPUS));
		for (CpuRange range : vm.getCpus()) {
			cpus(range).forEach(cpu -> affinity.add("pcpu_id", source.span(range, null)).setText(Integer.toString(cpu)));
		}
		return affinity.children().size();
	}

	private String vmType(VirtualMachine vm) {
		if (vm instanceof ServiceVm) {
			return dialect == Dialect.V2_7 ? "SERVICE_VM" : "SOS_VM";
		}
		String order = vm instanceof PostLaunchedVm ? "POST" : "PRE";
		return order + (vm.getGuestFlags().contains(GuestFlag.RT) ? "_RT_VM" : "_STD_VM");
	}

	private static IntStream cpus(CpuRange range) {
		return IntStream.rangeClosed(range.getFirst(), range.isSetLast() ? range.getLast() : range.getFirst());
	}

	/** The Service VM's own boot arguments stand in board_private; here they are ACRN's macro that takes them from there. */
	private void addKernel(XmlElement element, VirtualMachine vm) {
		Kernel kernel = vm.getKernel();
		if (kernel == null) {
			return;
		}
		boolean service = vm instanceof ServiceVm;
		XmlElement os = element.add("os_config", source.span(kernel, null));
		os.add("name", service ? "ACRN Service OS" : vm.getName());
		os.add("kern_type", "KERNEL_" + kernel.getType().getName());
		os.add("kern_mod", text(kernel.getModuleTag()));
		os.add("ramdisk_mod");
		os.add("bootargs", service ? servicePrefix.replace("SOS", "SOS_VM") + "_BOOTARGS" : text(kernel.getBootArguments()));
	}

	/** An off vUART still names the IRQ it would have: the schema demands it. */
	private void addVuarts(XmlElement element, VirtualMachine vm) {
		String prefix = vm instanceof ServiceVm ? servicePrefix + "_" : "";
		for (int id = 0; id < LEGACY_VUARTS; id++) {
			XmlElement legacy = element.add("legacy_vuart").setAttribute("id", Integer.toString(id));
			LegacyVuartBase base = base(vm, id);
			legacy.add("type", "VUART_LEGACY_PIO");
			legacy.add("base", vuartSpan(vm, id)).setText(base == LegacyVuartBase.OFF ? "INVALID_COM_BASE" : prefix + base.getName() + "_BASE");
			legacy.add("irq", prefix + (base == LegacyVuartBase.OFF ? "COM" + (id + 1) : base.getName()) + "_IRQ");
		}
		element.add("console_vuart").setAttribute("id", "0").add("base", source.span(vm, VIRTUAL_MACHINE__CONSOLE_VUART))
				.setText(vm.getConsoleVuart() == ConsoleVuartBase.PCI ? "PCI_VUART" : "INVALID_PCI_BASE");
		element.add("communication_vuart").setAttribute("id", "1")
				.add("base", "INVALID_PCI_BASE").add("target_vm_id", "0").add("target_uart_id", "1");
	}

	private XmlSpan vuartSpan(VirtualMachine vm, int id) {
		return vm.getLegacyVuarts().stream().filter(vuart -> vuart.getId() == id).findFirst().map(vuart -> source.span(vuart, null))
				.orElseGet(() -> source.span(vm, VIRTUAL_MACHINE__NAME));
	}

	/** Where the scenario is silent, COM1 is there and COM2 is not. */
	private static LegacyVuartBase base(VirtualMachine vm, int id) {
		LegacyVuartBase silent = id == 0 ? LegacyVuartBase.COM1 : LegacyVuartBase.OFF;
		return vm.getLegacyVuarts().stream().filter(vuart -> vuart.getId() == id).map(LegacyVuart::getBase).findFirst().orElse(silent);
	}

	/** ACRN builds the Service VM's command line from root file system and the other arguments. */
	private static void addBoardPrivate(XmlElement element, VirtualMachine vm) {
		if (vm instanceof ServiceVm && vm.getKernel() != null && vm.getKernel().getBootArguments() != null) {
			List<String> words = List.of(vm.getKernel().getBootArguments().strip().split("\\s+"));
			Optional<String> root = words.stream().filter(word -> word.startsWith("root=")).findFirst();
			List<String> rest = words.stream().filter(word -> !word.equals(root.orElse(""))).toList();
			element.add("board_private").add("rootfs", root.orElse("root=").substring("root=".length())).add("bootargs", String.join(" ", rest));
		}
	}

	private static String text(String text) {
		return text == null ? "" : text;
	}
}
