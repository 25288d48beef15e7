// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.model.scenario.CommunicationVuart;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VmType;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__MODULE_TAG;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CLOS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CONSOLE_VUART;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CPUS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__GUEST_FLAGS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__TYPE;

/** A {@code vm} element in the dialects of v2, in the order in which ACRN's user guide prints it. */
final class V2VmElements {

	/** The two legacy vUARTs that each VM has, used or not. */
	private static final int LEGACY_VUARTS = 2;

	private final Dialect dialect;
	private final ModelSource source;
	private final boolean complete;
	private final String servicePrefix;

	/** @param complete whether v2's defaults are what the document needs; not when it goes on to v3, which has one console */
	V2VmElements(Dialect dialect, ModelSource source, boolean complete) {
		this.dialect = dialect;
		this.source = source;
		this.complete = complete;
		servicePrefix = servicePrefix(dialect);
	}

	/** @return what the names of the Service VM's ports begin with */
	static String servicePrefix(Dialect dialect) {
		return dialect == Dialect.V2_7 ? "SERVICE_VM" : "SOS";
	}

	XmlElement vm(VirtualMachine vm, int id) {
		XmlElement element = new XmlElement("vm", source.span(vm, VIRTUAL_MACHINE__NAME)).setAttribute("id", Integer.toString(id));
		element.add("vm_type", typeSpan(vm)).setText(vmType(vm));
		if (vm.getName() != null) {
			element.add("name", source.span(vm, VIRTUAL_MACHINE__NAME)).setText(vm.getName());
		}
		addCpus(element, vm);
		if (!vm.getGuestFlags().isEmpty()) {
			XmlElement flags = element.add("guest_flags", source.span(vm, VIRTUAL_MACHINE__GUEST_FLAGS));
			vm.getGuestFlags().stream().distinct().forEach(
					flag -> flags.add("guest_flag", source.span(vm, VIRTUAL_MACHINE__GUEST_FLAGS, vm.getGuestFlags().indexOf(flag))).setText("GUEST_FLAG_" + flag.getName()));
		}
		XmlElement clos = element.add("clos");
		CacheOptions.classes(vm).forEach(number -> clos.add("vcpu_clos", source.span(vm, VIRTUAL_MACHINE__CLOS)).setText(number.toString()));
		addKernel(element, vm);
		addVuarts(element, vm);
		addBoardPrivate(element, vm);
		new DefaultFilling(dialect).fill(element, "vm");
		return element;
	}

	/** A kind of VM is what the block begins with, and what the block or a flag says it is for. */
	private XmlSpan typeSpan(VirtualMachine vm) {
		int flag = vm.getGuestFlags().indexOf(GuestFlag.RT);
		boolean byFlag = flag >= 0 && vm.getType() == VmType.STANDARD;
		return byFlag ? source.span(vm, VIRTUAL_MACHINE__GUEST_FLAGS, flag) : source.span(vm, vm.getType() == VmType.STANDARD ? VIRTUAL_MACHINE__NAME : VIRTUAL_MACHINE__TYPE);
	}

	private void addCpus(XmlElement element, VirtualMachine vm) {
		if (vm.getCpus().isEmpty()) {
			return;
		}
		XmlElement affinity = element.add("cpu_affinity", source.span(vm, VIRTUAL_MACHINE__CPUS));
		for (CpuRange range : vm.getCpus()) {
			CpuOptions.cpus(range).forEach(cpu -> affinity.add("pcpu_id", CpuOptions.span(source, range)).setText(Integer.toString(cpu)));
		}
	}

	private String vmType(VirtualMachine vm) {
		if (vm instanceof ServiceVm) {
			return dialect == Dialect.V2_7 ? "SERVICE_VM" : "SOS_VM";
		}
		boolean post = vm instanceof PostLaunchedVm;
		if (vm.getType() == (post ? VmType.KATA : VmType.SAFETY) && !(post && dialect == Dialect.V2_7)) {
			return vm.getType().getName() + "_VM";
		}
		boolean realTime = vm.getType() == VmType.REALTIME || vm.getGuestFlags().contains(GuestFlag.RT);
		return (post ? "POST" : "PRE") + (realTime ? "_RT_VM" : "_STD_VM");
	}

	/** The Service VM's own boot arguments stand in board_private; here they are ACRN's macro that takes them from there. */
	private void addKernel(XmlElement element, VirtualMachine vm) {
		Kernel kernel = vm.getKernel();
		if (kernel == null) {
			return;
		}
		boolean service = vm instanceof ServiceVm;
		XmlElement os = element.add("os_config", source.span(kernel, null));
		os.add("name", kernel.getOsName() == null ? osName(vm) : kernel.getOsName());
		os.add("kern_type", "KERNEL_" + kernel.getType().getName());
		os.add("kern_mod", source.span(kernel, KERNEL__MODULE_TAG)).setText(text(kernel.getModuleTag()));
		os.add("ramdisk_mod");
		os.add("bootargs", service ? dialect == Dialect.V2_7 ? "SERVICE_VM_OS_BOOTARGS" : "SOS_VM_BOOTARGS" : bootArguments(kernel));
	}

	/** @return what v2's files call an operating system that nobody named */
	static String osName(VirtualMachine vm) {
		return vm instanceof ServiceVm ? "ACRN Service OS" : vm.getName();
	}

	/** @return the command line, with the root file system that has an option of its own */
	private static String bootArguments(Kernel kernel) {
		String root = kernel.getRootFileSystem() == null ? "" : "root=" + kernel.getRootFileSystem() + " ";
		return (root + text(kernel.getBootArguments())).strip();
	}

	/** An off vUART still names the IRQ it would have: the schema demands it. */
	private void addVuarts(XmlElement element, VirtualMachine vm) {
		String prefix = vm instanceof ServiceVm ? servicePrefix + "_" : "";
		for (int id = 0; id < LEGACY_VUARTS; id++) {
			XmlElement legacy = element.add("legacy_vuart").setAttribute("id", Integer.toString(id));
			LegacyVuartBase base = isReplacedByConsole(vm, id) ? LegacyVuartBase.OFF : base(vm, id);
			legacy.add("type", "VUART_LEGACY_PIO");
			legacy.add("base", vuartSpan(vm, id)).setText(base == LegacyVuartBase.OFF ? "INVALID_COM_BASE" : prefix + base.getName() + "_BASE");
			legacy.add("irq", prefix + (base == LegacyVuartBase.OFF ? "COM" + (id + 1) : base.getName()) + "_IRQ");
			vuart(vm, id).filter(vuart -> base != LegacyVuartBase.OFF).ifPresent(vuart -> addTarget(legacy, vuart));
		}
		element.add("console_vuart").setAttribute("id", "0").add("base", source.span(vm, VIRTUAL_MACHINE__CONSOLE_VUART))
				.setText(vm.getConsoleVuart() == ConsoleVuartBase.PCI ? "PCI_VUART" : "INVALID_PCI_BASE");
		List<CommunicationVuart> lines = vm.getCommunicationVuarts().stream().filter(line -> line.getBase() == ConsoleVuartBase.PCI).toList();
		for (CommunicationVuart line : lines) {
			element.add("communication_vuart", source.span(line, null)).setAttribute("id", Integer.toString(line.getId())).add("base", "PCI_VUART")
					.add("target_vm_id", Integer.toString(id(line.getTarget()))).add("target_uart_id", Integer.toString(line.getTargetVuart()));
		}
		if (lines.isEmpty()) {
			element.add("communication_vuart").setAttribute("id", "1")
					.add("base", "INVALID_PCI_BASE").add("target_vm_id", "0").add("target_uart_id", "1");
		}
	}

	private void addTarget(XmlElement legacy, LegacyVuart vuart) {
		if (vuart.isSetIrq()) {
			V2VuartOptions.interrupt(dialect, vuart).ifPresent(legacy.child("irq").orElseThrow()::setText);
		}
		if (vuart.getTarget() != null) {
			legacy.add("target_vm_id", Integer.toString(id(vuart.getTarget()))).add("target_uart_id", Integer.toString(vuart.getTargetVuart()));
		}
	}

	/** @return the VM's place in its scenario; 0, as v2's files have it, for none */
	private static int id(VirtualMachine vm) {
		return vm != null && vm.eContainer() instanceof Scenario scenario ? scenario.getVms().indexOf(vm) : 0;
	}

	private static Optional<LegacyVuart> vuart(VirtualMachine vm, int id) {
		return vm.getLegacyVuarts().stream().filter(vuart -> vuart.getId() == id).findFirst();
	}

	private XmlSpan vuartSpan(VirtualMachine vm, int id) {
		return vuart(vm, id).map(vuart -> source.span(vuart, null)).orElseGet(() -> source.span(vm, VIRTUAL_MACHINE__NAME));
	}

	/** Of two consoles v3 has one: the one that the scenario writes, not the one that v2 adds. */
	private boolean isReplacedByConsole(VirtualMachine vm, int id) {
		return !complete && id == 0 && vm.getConsoleVuart() == ConsoleVuartBase.PCI && vuart(vm, id).isEmpty();
	}

	/** Where the scenario is silent, COM1 is there, or the port of the console, and COM2 is not. */
	static LegacyVuartBase base(VirtualMachine vm, int id) {
		LegacyVuartBase console = LegacyVuartBase.getByName(vm.getConsoleVuart().getName());
		LegacyVuartBase first = console == null || console == LegacyVuartBase.OFF ? LegacyVuartBase.COM1 : console;
		return vuart(vm, id).map(LegacyVuart::getBase).orElse(id == 0 ? first : LegacyVuartBase.OFF);
	}

	/** ACRN builds the Service VM's command line from root file system and the other arguments. */
	private static void addBoardPrivate(XmlElement element, VirtualMachine vm) {
		if (vm instanceof ServiceVm && vm.getKernel() != null && !bootArguments(vm.getKernel()).isEmpty()) {
			List<String> words = List.of(bootArguments(vm.getKernel()).split("\\s+"));
			Optional<String> root = words.stream().filter(word -> word.startsWith("root=")).findFirst();
			List<String> rest = words.stream().filter(word -> !word.equals(root.orElse(""))).toList();
			element.add("board_private").add("rootfs", root.orElse("root=").substring("root=".length())).add("bootargs", String.join(" ", rest));
		}
	}

	private static String text(String text) {
		return text == null ? "" : text;
	}
}
