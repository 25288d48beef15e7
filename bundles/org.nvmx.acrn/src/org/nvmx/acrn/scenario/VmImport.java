// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.KernelType;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** One VM of the XML as a VM of the model. */
final class VmImport {

	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;
	private static final Pattern COM = Pattern.compile(".*COM ?(?:Port )?([1-4]).*");

	private final Dialect dialect;

	VmImport(Dialect dialect) {
		this.dialect = dialect;
	}

	/** @return empty for a VM whose kind cannot be told */
	Optional<VirtualMachine> read(VmXml xml) {
		return xml.kind().map(kind -> {
			VirtualMachine vm = switch (kind) {
			case pre -> FACTORY.createPreLaunchedVm();
			case svc -> FACTORY.createServiceVm();
			case post -> FACTORY.createPostLaunchedVm();
			};
			vm.setName(xml.name().isEmpty() ? "VM" + xml.element().attribute("id").orElse("") : xml.name());
			cpus(xml, vm);
			flags(xml, vm);
			vuarts(xml.element(), vm);
			xml.element().child("os_config").ifPresent(kernel -> vm.setKernel(kernel(kernel, xml, vm)));
			PlainOptionImport options = new PlainOptionImport(dialect);
			options.read(xml.element(), vm);
			if (vm.getKernel() != null) {
				options.read(xml.element(), vm.getKernel());
			}
			return vm;
		});
	}

	/** CPUs that follow each other become a range. */
	private static void cpus(VmXml xml, VirtualMachine vm) {
		List<Integer> ids = xml.cpus().stream().map(XmlElement::text).filter(id -> id.matches("[0-9]{1,4}")).map(Integer::valueOf).toList();
		CpuRange range = null;
		for (int id : ids) {
			if (range != null && id == (range.isSetLast() ? range.getLast() : range.getFirst()) + 1) {
				range.setLast(id);
			} else {
				range = FACTORY.createCpuRange();
				range.setFirst(id);
				vm.getCpus().add(range);
			}
		}
	}

	private void flags(VmXml xml, VirtualMachine vm) {
		if (dialect.isV3()) {
			for (GuestFlagOption option : GuestFlagOption.values()) {
				xml.flag(option).ifPresent(flag -> vm.getGuestFlags().add(GuestFlag.getByName(option.name())));
			}
			if (xml.isRealTime()) {
				vm.getGuestFlags().add(GuestFlag.RT);
			}
			return;
		}
		for (XmlElement flag : xml.element().descendants("guest_flags/guest_flag")) {
			GuestFlag known = GuestFlag.getByName(flag.text().replaceFirst("^GUEST_FLAG_", ""));
			if (known != null) {
				vm.getGuestFlags().add(known);
			}
		}
		if (xml.isRealTime() && !vm.getGuestFlags().contains(GuestFlag.RT)) {
			vm.getGuestFlags().add(GuestFlag.RT);
		}
	}

	/** v3 has one console, which is a COM port or on PCI; v2 has two COM ports and a console. */
	private void vuarts(XmlElement xml, VirtualMachine vm) {
		if (dialect.isV3()) {
			String console = xml.value("console_vuart").orElse("None");
			addLegacy(vm, 0, console);
			vm.setConsoleVuart(console.equals("PCI") ? ConsoleVuartBase.PCI : ConsoleVuartBase.OFF);
			return;
		}
		for (XmlElement vuart : xml.children("legacy_vuart")) {
			vuart.attribute("id").filter(id -> id.matches("[01]")).ifPresent(id -> addLegacy(vm, Integer.parseInt(id), vuart.value("base").orElse("")));
		}
		vm.setConsoleVuart(xml.value("console_vuart/base").orElse("").equals("PCI_VUART") ? ConsoleVuartBase.PCI : ConsoleVuartBase.OFF);
	}

	/** The guide's INVALID_LEGACY_PIO is as good a word for off as ACRN's own. */
	private static void addLegacy(VirtualMachine vm, int id, String base) {
		Matcher com = COM.matcher(base);
		LegacyVuart vuart = FACTORY.createLegacyVuart();
		vuart.setId(id);
		vuart.setBase(com.matches() && !base.startsWith("INVALID") ? LegacyVuartBase.getByName("COM" + com.group(1)) : LegacyVuartBase.OFF);
		vm.getLegacyVuarts().add(vuart);
	}

	private static Kernel kernel(XmlElement xml, VmXml owner, VirtualMachine vm) {
		Kernel kernel = FACTORY.createKernel();
		kernel.setType(switch (xml.value("kern_type").orElse("")) {
		case "KERNEL_ELF" -> KernelType.ELF;
		case "KERNEL_RAWIMAGE", "KERNEL_ZEPHYR" -> KernelType.RAWIMAGE;
		default -> KernelType.BZIMAGE;
		});
		kernel.setModuleTag(xml.value("kern_mod").orElse(""));
		String arguments = xml.value("bootargs").orElse("");
		Optional<XmlElement> own = owner.element().child("board_private");
		if (vm instanceof ServiceVm && own.isPresent()) {
			String root = own.get().value("rootfs").filter(path -> !path.isEmpty()).map(path -> "root=" + path + " ").orElse("");
			arguments = root + own.get().value("bootargs").orElse("");
		} else if (arguments.matches("(SOS|SERVICE)_VM_BOOTARGS")) {
			arguments = "";
		}
		String joined = arguments.replaceAll("\\s+", " ").strip();
		if (!joined.isEmpty()) {
			kernel.setBootArguments(joined);
		}
		return kernel;
	}
}
