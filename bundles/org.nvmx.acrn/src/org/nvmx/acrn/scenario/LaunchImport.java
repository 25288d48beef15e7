// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.upgrade.SharedMemoryText;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.ConsoleBackend;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.VirtioBlock;
import org.nvmx.model.scenario.VirtioConsole;
import org.nvmx.model.scenario.VirtioDevice;
import org.nvmx.model.scenario.VirtioInput;
import org.nvmx.model.scenario.VirtioNetwork;
import org.nvmx.model.scenario.VirtualMachine;

/** v2's launch file as settings of the post-launched VMs of an import; what the scenario has no place for is reported, in the launch file. */
final class LaunchImport {

	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;
	private static final Pattern CONSOLE = Pattern.compile("(@?)(stdio|tty|pty|sock):([^=,]*)(?:=([^,]+))?");
	/** What launch files say where nothing was chosen. */
	private static final Map<String, Set<String>> USUAL = Map.of("rtos_type", Set.of(LaunchXml.NO_REAL_TIME), "vbootloader", Set.of(LaunchXml.UEFI_LOADER),
			"vuart0", Set.of(LaunchXml.DISABLE), "allow_trigger_s5", Set.of("n"), "enable_ptm", Set.of("n"), "console_vuart", Set.of(LaunchXml.DISABLE),
			"communication_vuart", Set.of(LaunchXml.DISABLE));

	private final ImportContext context;
	private final XmlDocument launch;
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	LaunchImport(ImportContext context, XmlDocument launch) {
		this.context = context;
		this.launch = launch;
	}

	/** @return what is not read, and settings that belong to no post-launched VM */
	List<Diagnostic> read() {
		for (XmlElement settings : launch.root().children()) {
			Optional<PostLaunchedVm> vm = vm(settings);
			if (vm.isPresent()) {
				read(settings, vm.get());
				losses(settings, settings.name());
			} else {
				report(AcrnRule.UPGRADE_LAUNCH_WITHOUT_VM, settings, settings.attribute("id").orElse("without an id"));
			}
		}
		return List.copyOf(diagnostics);
	}

	/** A launch file numbers the VMs after the Service VM from 1 on. */
	private Optional<PostLaunchedVm> vm(XmlElement settings) {
		Optional<Integer> service = context.xml().vms(VmKind.svc).stream().findFirst().map(VmXml::id).filter(id -> id.isPresent()).map(id -> id.getAsInt());
		Optional<Integer> number = settings.attribute("id").filter(id -> id.matches("[0-9]{1,4}")).map(Integer::valueOf);
		return service.flatMap(first -> number.flatMap(id -> context.vmWithId(Integer.toString(first + id)))).filter(PostLaunchedVm.class::isInstance)
				.map(PostLaunchedVm.class::cast);
	}

	private void read(XmlElement settings, PostLaunchedVm vm) {
		context.read(settings, "vm_name", name -> expect(name, vm.getName()));
		context.read(settings, "rtos_type", LaunchImport::realTimeFlags).ifPresent(flags -> flags.stream().filter(flag -> !vm.getGuestFlags().contains(flag))
				.forEach(vm.getGuestFlags()::add));
		for (String name : List.of("uos_type", "user_vm_type")) {
			if (settings.value(name).orElse("").equals(LaunchXml.WINDOWS)) {
				vm.setWindows(true);
			}
			context.read(settings, name, type -> expect(type, LaunchXml.guestType(vm)));
		}
		context.read(settings, "mem_size", ImportContext::mebibytes).ifPresent(size -> vm.setMemory(ByteSize.ofBytes(size.bytes())));
		context.read(settings, "vbootloader", loader -> expect(loader, LaunchXml.NO_LOADER)).ifPresent(loader -> vm.setUefiBootLoader(false));
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

	/** The scenario has one list of CPUs: where both files have one, they must be the same. */
	private void cpus(XmlElement settings, VirtualMachine vm) {
		List<XmlElement> cpus = settings.descendants("cpu_affinity/pcpu_id").stream().filter(cpu -> cpu.text().matches("[0-9]{1,4}")).toList();
		List<Integer> ids = cpus.stream().map(cpu -> Integer.valueOf(cpu.text())).toList();
		if (vm.getCpus().isEmpty()) {
			ids.forEach(id -> {
				CpuRange range = FACTORY.createCpuRange();
				range.setFirst(id);
				vm.getCpus().add(range);
			});
			context.understood(cpus);
		} else if (ids.equals(vm.getCpus().stream().flatMapToInt(CpuOptions::cpus).boxed().toList())) {
			context.understood(cpus);
		}
	}

	private void devices(XmlElement settings, VirtualMachine vm) {
		context.read(settings, "gvt_args", arguments -> expect(arguments, LaunchXml.GRAPHICS)).ifPresent(graphics -> {
			PciPassthrough device = FACTORY.createPciPassthrough();
			device.setAddress(LaunchXml.GRAPHICS_ADDRESS);
			vm.getPciDevices().add(device);
		});
		settings.descendants("passthrough_devices").stream().flatMap(group -> group.children().stream())
				.forEach(device -> context.read(device, PassthroughOptions::pciDevice).ifPresent(vm.getPciDevices()::add));
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
			expect(words[i], "vhost");
			network.setKernelBased(true);
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
			expect(matcher.group(3), LaunchXml.portName(matcher.group(2)));
			VirtioConsole console = FACTORY.createVirtioConsole();
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
		boolean usual = USUAL.getOrDefault(element.name(), Set.of()).contains(element.text());
		if (element.children().isEmpty() && !element.text().isEmpty() && !usual && !context.isUnderstood(element)) {
			report(AcrnRule.IMPORT_LAUNCH_OPTION_LOST, element, path, element.text());
		}
	}

	private void report(AcrnRule rule, XmlElement place, Object... arguments) {
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), launch.location(place.textSpan()), rule.message(arguments), rule.remedy(arguments)));
	}
}
