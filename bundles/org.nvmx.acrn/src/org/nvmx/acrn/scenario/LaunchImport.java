// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.upgrade.SharedMemoryText;
import org.nvmx.acrn.xml.XmlAttribute;
import org.nvmx.acrn.xml.XmlComment;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.MacAddress;
import org.nvmx.model.scenario.ConsoleBackend;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PowerOffChannel;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.VirtioBlock;
import org.nvmx.model.scenario.VirtioConsole;
import org.nvmx.model.scenario.VirtioDevice;
import org.nvmx.model.scenario.VirtioInput;
import org.nvmx.model.scenario.VirtioNetwork;
import org.nvmx.model.scenario.VirtualFunction;
import org.nvmx.model.scenario.VirtualFunctionKind;
import org.nvmx.model.scenario.VirtualMachine;

/** v2's launch file as settings of the post-launched VMs of an import; what the scenario has no place for is reported, in the launch file. */
final class LaunchImport {

	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;
	private static final Pattern CONSOLE = Pattern.compile("(@?)(stdio|tty|pty|sock):([^=,]*)(?:=([^,]+))?");
	private static final String MAC = "mac=";
	/** What launch files say where nothing was chosen. */
	private static final Map<String, Set<String>> USUAL = Map.of("rtos_type", Set.of(LaunchXml.NO_REAL_TIME), "vbootloader", Set.of(LaunchXml.UEFI_LOADER),
			"vuart0", Set.of(LaunchXml.DISABLE), "allow_trigger_s5", Set.of("n"), "enable_ptm", Set.of("n"), "console_vuart", Set.of(LaunchXml.DISABLE),
			"communication_vuart", Set.of(LaunchXml.DISABLE));

	private static final Set<String> SETTINGS = Set.of("uos", "user_vm", "uos_type", "user_vm_type", "vm_name", "rtos_type", "mem_size", "gvt_args", "vbootloader",
			"vuart0", "poweroff_channel", "allow_trigger_s5", "enable_ptm", "usb_xhci", "cpu_affinity", "pcpu_id", "shm_regions", "shm_region", "console_vuart",
			"communication_vuarts", "communication_vuart", "passthrough_devices", "sriov", "gpu", "virtio_devices", "network", "input", "block", "console");

	private final ImportContext context;
	private final XmlDocument launch;
	private final Map<PostLaunchedVm, String> settled;
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	/** @param settled the VMs that other launch files had settings for, each with its file; grows */
	LaunchImport(ImportContext context, XmlDocument launch, Map<PostLaunchedVm, String> settled) {
		this.context = context;
		this.launch = launch;
		this.settled = settled;
	}

	/** @return what is not read, and settings that belong to no post-launched VM */
	List<Diagnostic> read() {
		root();
		for (XmlElement settings : launch.root().children()) {
			String number = settings.attribute("id").orElse("without an id");
			Optional<PostLaunchedVm> vm = vm(settings);
			if (vm.isEmpty()) {
				report(AcrnRule.UPGRADE_LAUNCH_WITHOUT_VM, settings, number);
			} else if (settled.containsKey(vm.get())) {
				report(AcrnRule.LAUNCH_SETTINGS_TWICE, settings, number, vm.get().getName(), settled.get(vm.get()));
			} else {
				settled.put(vm.get(), launch.file());
				read(settings, vm.get());
				losses(settings, settings.name());
			}
		}
		int comments = comments(launch.root()) + (int) Stream.concat(launch.prolog().stream(), launch.epilog().stream()).filter(XmlComment.class::isInstance).count();
		if (comments > 0) {
			report(AcrnRule.IMPORT_COMMENTS_LOST, launch.root(), comments);
		}
		return List.copyOf(diagnostics);
	}

	private static int comments(XmlElement element) {
		return (int) element.content().stream().filter(XmlComment.class::isInstance).count() + element.children().stream().mapToInt(LaunchImport::comments).sum();
	}

	private void root() {
		for (XmlAttribute attribute : launch.root().attributes()) {
			if (attribute.name().equals("board") || attribute.name().equals("scenario")) {
				String own = context.xml().document().root().attribute(attribute.name()).orElse("");
				if (!own.isBlank() && !own.equals(attribute.value())) {
					report(AcrnRule.LAUNCH_OF_ANOTHER_SCENARIO, attribute.span(), "@" + attribute.name(), attribute.value(), own);
				}
			} else if (!attribute.name().endsWith("_launcher")) {
				lostAttribute(attribute, "");
			}
		}
	}

	private void lostAttribute(XmlAttribute attribute, String path) {
		if (!ImportLosses.isOfAnEditor(attribute)) {
			report(AcrnRule.IMPORT_LAUNCH_OPTION_LOST, attribute.span(), path + "@" + attribute.name(), attribute.value());
		}
	}

	/** A launch file numbers the VMs after the Service VM from 1 on. */
	private Optional<PostLaunchedVm> vm(XmlElement settings) {
		Optional<Integer> service = context.xml().vms(VmKind.svc).stream().findFirst().map(VmXml::id).filter(id -> id.isPresent()).map(id -> id.getAsInt());
		Optional<Integer> number = settings.attribute("id").filter(id -> id.matches("[0-9]{1,4}")).map(Integer::valueOf);
		return service.flatMap(first -> number.flatMap(id -> context.vmWithId(Integer.toString(first + id)))).filter(PostLaunchedVm.class::isInstance)
				.map(PostLaunchedVm.class::cast);
	}

	private void read(XmlElement settings, PostLaunchedVm vm) {
		context.read(settings, "vm_name", Function.identity()).filter(name -> !name.equals(vm.getName()))
				.ifPresent(name -> report(AcrnRule.LAUNCH_OF_ANOTHER_SCENARIO, settings.child("vm_name").orElseThrow(), "vm_name", name, vm.getName()));
		context.read(settings, "rtos_type", LaunchImport::realTimeFlags).ifPresent(flags -> flags.stream().filter(flag -> !vm.getGuestFlags().contains(flag))
				.forEach(vm.getGuestFlags()::add));
		for (String name : List.of("uos_type", "user_vm_type")) {
			if (settings.value(name).orElse("").equals(LaunchXml.WINDOWS)) {
				vm.setWindows(true);
			}
			context.read(settings, name, Function.identity()).filter(type -> !type.equals(LaunchXml.usualGuestType(vm))).ifPresent(vm::setGuestOs);
		}
		context.read(settings, "mem_size", ImportContext::mebibytes).ifPresent(size -> vm.setMemory(ByteSize.ofBytes(size.bytes())));
		context.read(settings, "vbootloader", loader -> expect(loader, LaunchXml.NO_LOADER)).ifPresent(loader -> vm.setUefiBootLoader(false));
		context.read(settings, "vbootloader", loader -> expect(loader, LaunchXml.SLIM_LOADER)).ifPresent(loader -> vm.setSlimBoot(true));
		context.read(settings, "poweroff_channel", LaunchImport::powerOffChannel).ifPresent(vm::setPowerOff);
		context.read(settings, "allow_trigger_s5", allowed -> expect(allowed, "y")).ifPresent(allowed -> vm.setMachineShutdown(true));
		context.read(settings, "vuart0", state -> expect(state, LaunchXml.ENABLE)).ifPresent(enabled -> vm.setStdioVuart(true));
		context.read(settings, "console_vuart", state -> expect(state, LaunchXml.ENABLE)).ifPresent(enabled -> vm.setConsoleVuart(ConsoleVuartBase.PCI));
		context.read(settings, "enable_ptm", state -> expect(state, "y")).ifPresent(enabled -> vm.setPtm(true));
		context.read(settings, "usb_xhci", ports -> List.of(ports.split(":"))).ifPresent(vm.getUsbDevices()::addAll);
		cpus(settings, vm);
		devices(settings, vm);
		settings.descendants("shm_regions/shm_region").forEach(region -> context.read(region, text -> sharedMemory(text, vm)));
		settings.descendants("communication_vuarts/communication_vuart").forEach(line -> context.read(line, state -> communicationVuart(line, state, vm)));
		settings.descendants("virtio_devices").stream().flatMap(group -> group.children().stream())
				.forEach(device -> context.read(device, text -> virtio(device.name(), text)).ifPresent(vm.getVirtioDevices()::addAll));
	}

	private static PowerOffChannel powerOffChannel(String text) {
		return Optional.ofNullable(LaunchXml.POWER_OFF_CHANNELS.get(text)).orElseThrow(IllegalArgumentException::new);
	}

	private static String expect(String text, String expected) {
		if (!text.equals(expected)) {
			throw new IllegalArgumentException("'" + text + "' is not '" + expected + "'");
		}
		return text;
	}

	/** Soft real time needs the type only, hard real time the local APIC too. */
	private static List<GuestFlag> realTimeFlags(String type) {
		return switch (type) {
		case LaunchXml.HARD_REAL_TIME -> List.of(GuestFlag.RT, GuestFlag.LAPIC_PASSTHROUGH);
		case LaunchXml.SOFT_REAL_TIME -> List.of(GuestFlag.RT);
		default -> throw new IllegalArgumentException("'" + type + "' is not real time");
		};
	}

	/** The scenario's list of CPUs is the VM's; the launch file may start it on some of them. */
	private void cpus(XmlElement settings, PostLaunchedVm vm) {
		List<XmlElement> cpus = settings.descendants("cpu_affinity/pcpu_id").stream().filter(cpu -> cpu.text().matches("[0-9]{1,4}")).toList();
		context.understood(cpus);
		List<Integer> ids = cpus.stream().map(cpu -> Integer.valueOf(cpu.text())).toList();
		if (vm.getCpus().isEmpty()) {
			ids.forEach(id -> {
				CpuRange range = FACTORY.createCpuRange();
				range.setFirst(id);
				vm.getCpus().add(range);
			});
		} else if (!ids.equals(vm.getCpus().stream().flatMapToInt(CpuOptions::cpus).boxed().toList())) {
			vm.getLaunchCpus().addAll(ids);
		}
	}

	private void devices(XmlElement settings, PostLaunchedVm vm) {
		context.read(settings, "gvt_args", arguments -> expect(arguments, LaunchXml.GRAPHICS)).ifPresent(graphics -> {
			PciPassthrough device = FACTORY.createPciPassthrough();
			device.setAddress(LaunchXml.GRAPHICS_ADDRESS);
			vm.getPciDevices().add(device);
		});
		context.read(settings, "gvt_args", LaunchImport::gvtArguments).ifPresent(vm::setGvtArguments);
		settings.descendants("passthrough_devices").stream().flatMap(group -> group.children().stream())
				.forEach(device -> context.read(device, text -> device(text, device.name())).ifPresent(vm.getPciDevices()::add));
		settings.descendants("sriov").stream().flatMap(group -> group.children().stream())
				.forEach(function -> context.read(function, text -> virtualFunction(text, function.name())).ifPresent(vm.getVirtualFunctions()::add));
	}

	private static String gvtArguments(String text) {
		if (text.equals(LaunchXml.GRAPHICS)) {
			throw new IllegalArgumentException("the whole device is passed on");
		}
		return text;
	}

	/** The place is said where the description would lead to another one. */
	private PciPassthrough device(String text, String place) {
		if (!LaunchXml.isDevicePlace(place, context.dialect())) {
			throw new IllegalArgumentException("'" + place + "' is no place of a device");
		}
		PciPassthrough device = PassthroughOptions.pciDevice(text);
		if (!LaunchXml.devicePlace(device, context.dialect()).equals(Optional.of(place))) {
			device.setLaunchPlace(place);
		}
		return device;
	}

	private static VirtualFunction virtualFunction(String text, String name) {
		VirtualFunction function = FACTORY.createVirtualFunction();
		function.setKind(Optional.ofNullable(VirtualFunctionKind.get(name)).orElseThrow(IllegalArgumentException::new));
		function.setDevice(text);
		return function;
	}

	/** @return the region; both files name its users */
	private SharedMemoryText sharedMemory(String text, VirtualMachine vm) {
		SharedMemoryText region = SharedMemoryText.of(text).orElseThrow(IllegalArgumentException::new);
		if (context.scenario().getSharedMemories().stream().noneMatch(memory -> memory.getName().equals(region.name())
				&& memory.getEndpoints().stream().anyMatch(endpoint -> endpoint.getVm() == vm))) {
			throw new IllegalArgumentException("the scenario shares no such region with the VM");
		}
		return region;
	}

	private static String communicationVuart(XmlElement line, String state, VirtualMachine vm) {
		String id = line.attribute("id").orElse("");
		boolean on = vm.getCommunicationVuarts().stream().anyMatch(vuart -> Integer.toString(vuart.getId()).equals(id));
		return expect(state, on ? LaunchXml.ENABLE : LaunchXml.DISABLE);
	}

	private static List<? extends VirtioDevice> virtio(String kind, String text) {
		return switch (kind) {
		case "network" -> List.of(network(text));
		case "console" -> consoles(text);
		case "block" -> {
			VirtioBlock block = FACTORY.createVirtioBlock();
			block.setPath(text);
			yield List.of(block);
		}
		case "input" -> {
			VirtioInput input = FACTORY.createVirtioInput();
			input.setPath(text);
			yield List.of(input);
		}
		default -> throw new IllegalArgumentException("'" + kind + "' is no virtio device");
		};
	}

	private static VirtioNetwork network(String text) {
		String[] words = text.split("\\s*,\\s*");
		VirtioNetwork network = FACTORY.createVirtioNetwork();
		network.setInterfaceName(words[0]);
		for (int i = 1; i < words.length; i++) {
			if (words[i].startsWith(MAC)) {
				network.setMac(MacAddress.valueOf(words[i].substring(MAC.length())));
			} else {
				expect(words[i], "vhost");
				network.setKernelBased(true);
			}
		}
		return network;
	}

	private static List<VirtioConsole> consoles(String text) {
		List<VirtioConsole> consoles = new ArrayList<>();
		for (String part : text.split("\\s*,\\s*")) {
			Matcher matcher = CONSOLE.matcher(part);
			if (!matcher.matches()) {
				throw new IllegalArgumentException("'" + part + "' is no console");
			}
			VirtioConsole console = FACTORY.createVirtioConsole();
			if (!matcher.group(3).equals(LaunchXml.portName(matcher.group(2)))) {
				console.setPortName(matcher.group(3));
			}
			ConsoleBackend backend = LaunchXml.CONSOLES.get(matcher.group(2));
			if (matcher.group(1).isEmpty()) {
				console.setPort(true);
			}
			if (backend != ConsoleBackend.STDIO) {
				console.setBackend(backend);
			}
			console.setPath(matcher.group(4));
			consoles.add(console);
		}
		return consoles;
	}

	private void losses(XmlElement element, String path) {
		element.children().forEach(child -> losses(child, path + "/" + child.name()));
		element.attributes().stream().filter(attribute -> !attribute.name().equals("id")).forEach(attribute -> lostAttribute(attribute, path + "/"));
		boolean usual = element.text().isEmpty() ? isKnown(element) : USUAL.getOrDefault(element.name(), Set.of()).contains(element.text());
		if (element.children().isEmpty() && !usual && !context.isUnderstood(element)) {
			report(AcrnRule.IMPORT_LAUNCH_OPTION_LOST, element, path, element.text());
		}
	}

	/** @return whether a launch file has such an element; one without a text says nothing */
	private boolean isKnown(XmlElement element) {
		return SETTINGS.contains(element.name()) || LaunchXml.isDevicePlace(element.name(), context.dialect());
	}

	private void report(AcrnRule rule, XmlElement place, Object... arguments) {
		report(rule, place.textSpan(), arguments);
	}

	private void report(AcrnRule rule, XmlSpan place, Object... arguments) {
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), launch.location(place), rule.message(arguments), rule.remedy(arguments)));
	}
}
