// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.KernelType;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** One VM of the XML as a VM of the model. */
final class VmImport {

	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;
	private static final Pattern COM = Pattern.compile(".*COM ?(?:Port )?([1-4]).*");
	private static final String FLAG_PREFIX = "GUEST_FLAG_";
	/** With the guide's own word for one that is off. */
	private static final String LEGACY_BASE = "((SOS|SERVICE_VM)_)?COM[1-4]_BASE|INVALID_(COM_BASE|LEGACY_PIO)";
	/** How v2 says that there is no flag. */
	private static final String NO_FLAG = "|0|0UL";
	/** Where v2's Service VM says that its command line is in {@code board_private}. */
	private static final String OWN_ARGUMENTS = "SOS_VM_BOOTARGS|SERVICE_VM_(OS_)?BOOTARGS";

	private final ImportContext context;
	private final Dialect dialect;

	VmImport(ImportContext context) {
		this.context = context;
		dialect = context.dialect();
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
			flags(xml, vm);
			vuarts(xml.element(), vm);
			xml.element().child("os_config").filter(kernel -> !(vm instanceof PostLaunchedVm)).ifPresent(kernel -> vm.setKernel(kernel(kernel, xml, vm)));
			PlainOptionImport options = new PlainOptionImport(context);
			options.read(xml.element(), vm);
			if (vm.getKernel() != null) {
				options.read(xml.element(), vm.getKernel());
			}
			return vm;
		});
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
			if (flag.text().matches(NO_FLAG)) {
				context.understood(List.of(flag));
			} else {
				context.read(flag, VmImport::flag).ifPresent(vm.getGuestFlags()::add);
			}
		}
		if (xml.isRealTime() && !vm.getGuestFlags().contains(GuestFlag.RT)) {
			vm.getGuestFlags().add(GuestFlag.RT);
		}
	}

	private static GuestFlag flag(String literal) {
		GuestFlag flag = literal.startsWith(FLAG_PREFIX) ? GuestFlag.getByName(literal.substring(FLAG_PREFIX.length())) : null;
		if (flag == null) {
			throw new IllegalArgumentException("'" + literal + "' is no guest flag");
		}
		return flag;
	}

	/** v3 has one console, which is a COM port or on PCI; v2 has two COM ports and a console. */
	private void vuarts(XmlElement xml, VirtualMachine vm) {
		if (dialect.isV3()) {
			String console = xml.value("console_vuart").orElse("None");
			addLegacy(vm, 0, console);
			vm.setConsoleVuart(console.equals("PCI") ? ConsoleVuartBase.PCI : ConsoleVuartBase.OFF);
			return;
		}
		for (String id : List.of("0", "1")) {
			xml.children("legacy_vuart").stream().filter(vuart -> vuart.attribute("id").equals(Optional.of(id))).findFirst().ifPresent(vuart -> {
				context.understood(vuart.child("base").filter(base -> base.text().matches(LEGACY_BASE)).stream().toList());
				addLegacy(vm, Integer.parseInt(id), vuart.value("base").orElse(""));
			});
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

	private Kernel kernel(XmlElement xml, VmXml owner, VirtualMachine vm) {
		Kernel kernel = FACTORY.createKernel();
		context.read(xml, "kern_type", VmImport::kernelType).ifPresent(kernel::setType);
		kernel.setModuleTag(context.read(xml, "kern_mod", tag -> tag).orElse(""));
		String arguments = arguments(xml, owner.element(), vm);
		String joined = arguments.replaceAll("\\s+", " ").strip();
		if (!joined.isEmpty()) {
			kernel.setBootArguments(joined);
		}
		return kernel;
	}

	private static KernelType kernelType(String text) {
		return switch (text) {
		case "KERNEL_BZIMAGE" -> KernelType.BZIMAGE;
		case "KERNEL_ELF" -> KernelType.ELF;
		case "KERNEL_RAWIMAGE", "KERNEL_ZEPHYR" -> KernelType.RAWIMAGE;
		default -> throw new IllegalArgumentException("'" + text + "' is no type of kernel");
		};
	}

	private String arguments(XmlElement kernel, XmlElement owner, VirtualMachine vm) {
		List<XmlElement> shared = kernel.child("bootargs").stream().toList();
		Optional<XmlElement> own = owner.child("board_private");
		boolean isOwn = vm instanceof ServiceVm && own.isPresent();
		boolean isMacro = kernel.value("bootargs").orElse("").matches(OWN_ARGUMENTS);
		if (!isOwn || isMacro) {
			context.understood(shared);
		}
		if (!isOwn) {
			return isMacro ? "" : kernel.value("bootargs").orElse("");
		}
		String root = context.read(own.get(), "rootfs", VmImport::word).map(path -> "root=" + path + " ").orElse("");
		return root + context.read(own.get(), "bootargs", text -> text).orElse("");
	}

	/** @throws IllegalArgumentException for a path that is no single word of a command line */
	private static String word(String path) {
		if (path.matches(".*\\s.*")) {
			throw new IllegalArgumentException("'" + path + "' has blanks");
		}
		return path;
	}
}
