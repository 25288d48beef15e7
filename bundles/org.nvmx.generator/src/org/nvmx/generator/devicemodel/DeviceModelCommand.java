// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.devicemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.generator.allocation.scenario.DeviceModelDevices;
import org.nvmx.generator.internal.ShellWord;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.PciDevice;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.ConsoleBackend;
import org.nvmx.model.scenario.DisplayType;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.Screen;
import org.nvmx.model.scenario.VirtioBlock;
import org.nvmx.model.scenario.VirtioConsole;
import org.nvmx.model.scenario.VirtioDevice;
import org.nvmx.model.scenario.VirtioGpu;
import org.nvmx.model.scenario.VirtioInput;
import org.nvmx.model.scenario.VirtioNetwork;
import org.nvmx.model.scenario.VirtioVsock;

/**
 * The parameters of {@code acrn-dm} for a VM, in the order in which ACRN's tools write them, and what has to be done before. The hypervisor is
 * built from the scenario's XML, so what the two must agree on is taken from there: the VM's name, its CPUs, and its devices that the hypervisor
 * emulates.
 */
final class DeviceModelCommand {

	private static final String FIRMWARE = "/usr/share/acrn/bios/OVMF.fd";
	/** Nanoseconds between two looks at the queues: a kick by an exit would disturb a VM with deadlines. */
	private static final String VIRTIO_POLL = "--virtio_poll 1000000";
	/** Interrupts in a second, seconds of a period, milliseconds to delay by, milliseconds of delaying: against a storm of a device. */
	private static final String INTERRUPT_MONITOR = "--intr_monitor 10000,10,1,100";
	private static final String LOGGERS = "--logger_setting 'console,level=4;kmsg,level=3;disk,level=5'";
	/** ACRN's default, in MiB. */
	private static final String USUAL_MEMORY = "1024";
	/** Where drivers of post-launched VMs look for the display controller; the device model does not delay its interrupts. */
	private static final int DISPLAY_SLOT = 2;
	private static final int ETHERNET_CLASS = 0x0200;
	private static final int XHCI_CLASS = 0x0c0330;
	/** How ACRN's configurator names an input device. */
	private static final Pattern INPUT = Pattern.compile("Device name: (.*), ?Device physical path: (.*)");
	private static final Pattern PARTITION = Pattern.compile("(/dev/[^:]+):(.+)");

	private final PostLaunchedVm vm;
	private final XmlElement hypervisor;
	private final XmlElement settings;
	private final Map<String, PciAddress> addresses;
	private final Optional<BoardIndex> board;
	private final boolean realTime;
	private final DeviceModelScript script;

	/**
	 * @param document  the scenario as XML of ACRN 3
	 * @param settings  the VM's element in it
	 * @param addresses what the VM's devices are given, by their names in the plan
	 * @param script    filled
	 */
	DeviceModelCommand(PostLaunchedVm vm, XmlElement document, XmlElement settings, Map<String, PciAddress> addresses, Optional<BoardIndex> board,
			DeviceModelScript script) {
		this.vm = vm;
		this.hypervisor = document.child("hv").orElseThrow();
		this.settings = settings;
		this.addresses = addresses;
		this.board = board;
		this.script = script;
		realTime = is("vm_type", "RTVM");
	}

	private boolean is(String option, String value) {
		return settings.value(option).orElse("").equals(value);
	}

	/** @return the VM's name, which the hypervisor knows it by */
	private String name() {
		return settings.value("name").orElse("");
	}

	void write() {
		if (is("os_type", "Windows OS")) {
			script.parameters("--windows");
		}
		cpus();
		script.parameters("-m " + settings.value("memory/size").filter(size -> !size.isEmpty()).orElse(USUAL_MEMORY) + "M");
		if (realTime && hypervisor.value("FEATURES/SSRAM/SSRAM_ENABLED").orElse("").equals("y")) {
			script.parameters("--ssram");
		}
		if (vm.isUefiBootLoader()) {
			script.parameters("--ovmf " + FIRMWARE);
		}
		if (!realTime) {
			script.parameters("-s 1:0,lpc");
		}
		if (vm.isStdioVuart()) {
			script.parameters("-l com1,stdio");
		}
		script.parameters("-s 0:0,hostbridge");
		sharedMemory("Device Model", "dm:/");
		sharedMemory("Hypervisor", "hv:/");
		vuarts();
		if (!vm.getUsbDevices().isEmpty()) {
			device(DeviceModelDevices.XHCI, "xhci" + vm.getUsbDevices().stream().map(port -> "," + port.strip().split("\\s+")[0]).collect(Collectors.joining()));
		}
		DeviceModelDevices.of(vm).forEach(this::virtio);
		vm.getPciDevices().stream().filter(device -> device.getAddress() != null).forEach(this::passthrough);
		realTime();
		script.parameters(LOGGERS);
		custom();
		script.parameters((name().startsWith("-") ? "-- " : "") + ShellWord.quote(name()));
	}

	private void cpus() {
		List<Integer> own = settings.descendants("cpu_affinity/pcpu/pcpu_id").stream().map(XmlElement::text).filter(id -> id.matches("[0-9]{1,4}"))
				.map(Integer::valueOf).toList();
		List<Integer> cpus = (vm.getLaunchCpus().isEmpty() ? own : vm.getLaunchCpus()).stream().distinct().toList();
		List<Integer> apicIds = cpus.stream().flatMap(cpu -> apicId(cpu).stream()).sorted().toList();
		boolean alone = realTime || is("own_pcpu", "y") || hypervisor.value("FEATURES/SCHEDULER").orElse("").equals("SCHED_NOOP");
		if (apicIds.size() == cpus.size()) {
			if (!cpus.isEmpty()) {
				script.parameters("--cpu_affinity " + join(apicIds));
			}
			apicIds.stream().filter(id -> alone).forEach(id -> script.lastStep(ShellFunction.TAKE_CPU, Integer.toString(id)));
			return;
		}
		script.comment("The APIC ids of the VM's CPUs " + join(cpus) + " are not known: generate again with the board's file. Without --cpu_affinity the");
		script.comment("hypervisor gives the VM the CPUs that the scenario gives it.");
		if (alone) {
			script.warn("the VM needs the CPUs " + join(cpus) + " of the board for itself, and this script does not know which CPUs of the Service VM they are; "
					+ "generate it again with the board's file, or take them offline yourself");
		}
	}

	private static String join(List<Integer> ids) {
		return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

	private Optional<Integer> apicId(int cpu) {
		return board.flatMap(index -> index.cpu(cpu)).flatMap(known -> Optional.ofNullable(known.getApicId())).map(id -> id.value());
	}

	private void sharedMemory(String provider, String prefix) {
		for (XmlElement region : hypervisor.descendants("FEATURES/IVSHMEM/IVSHMEM_REGION")) {
			if (region.value("PROVIDED_BY").orElse("").equals(provider)) {
				region.descendants("IVSHMEM_VMS/IVSHMEM_VM").stream().filter(user -> user.value("VM_NAME").orElse("").equals(name())).limit(1)
						.forEach(user -> slot(user.value("VBDF"), "ivshmem," + prefix + region.value("NAME").orElse("") + "," + region.value("IVSHMEM_SIZE").orElse("")));
			}
		}
	}

	/** The hypervisor numbers a VM's lines by their place among those that mention the VM; 0 is the console. */
	private void vuarts() {
		if (is("console_vuart", "PCI")) {
			device("0", "uart,vuart_idx:0");
		}
		int index = 0;
		for (XmlElement connection : hypervisor.descendants("vuart_connections/vuart_connection")) {
			Optional<XmlElement> end = connection.children("endpoint").stream().filter(candidate -> candidate.value("vm_name").orElse("").equals(name())).findFirst();
			if (end.isPresent()) {
				index++;
				if (connection.value("type").orElse("").equals("pci")) {
					slot(end.get().value("vbdf"), "uart,vuart_idx:" + index);
				}
			}
		}
	}

	private void slot(Optional<String> address, String driver) {
		address.map(PciAddress::valueOf).ifPresent(place -> script.parameters("-s " + ShellWord.quote(place.device() + "," + driver)));
	}

	/** A device that got no slot is left out: the allocation says why. */
	private void device(String planned, String driver) {
		Optional.ofNullable(addresses.get(planned)).ifPresent(address -> script.parameters("-s " + ShellWord.quote(address.device() + "," + driver)));
	}

	private void virtio(VirtioDevice device, String planned) {
		if (!addresses.containsKey(planned)) {
			return;
		}
		if (realTime && !(device instanceof VirtioVsock) && !script.has(VIRTIO_POLL)) {
			script.parameters(VIRTIO_POLL);
		}
		String driver = DeviceModelDevices.driver(device);
		switch (device) {
		case VirtioInput input -> input(input, planned);
		case VirtioConsole console -> device(planned, driver + "," + console(console));
		case VirtioNetwork network -> network(network, planned);
		case VirtioBlock block -> block(block, planned);
		case VirtioGpu gpu -> device(planned, driver + gpu.getScreens().stream().map(screen -> ",geometry=" + geometry(gpu, screen)).collect(Collectors.joining()));
		case VirtioVsock vsock -> device(planned, driver + ",cid=" + vsock.getCid());
		default -> throw new IllegalArgumentException("a device of an unknown kind: " + device.eClass().getName());
		}
	}

	private void input(VirtioInput input, String planned) {
		int slot = addresses.get(planned).device();
		String id = input.getInputId() == null ? "" : "," + input.getInputId();
		Matcher description = INPUT.matcher(input.getPath());
		if (!description.matches()) {
			device(planned, "virtio-input," + input.getPath() + id);
			return;
		}
		script.step(ShellFunction.FIND_INPUT, description.group(1), description.group(2));
		String variable = "input_" + slot;
		script.step(variable + "=()\n[ -z \"$input\" ] || " + variable + "=(-s " + slot + ",virtio-input,\"$input\"" + (id.isEmpty() ? "" : ShellWord.quote(id)) + ")");
		script.parameters("\"${" + variable + "[@]}\"");
	}

	private static String console(VirtioConsole console) {
		String path = console.getPath() == null ? "" : console.getPath();
		ConsoleBackend backend = console.getBackend();
		if (backend == ConsoleBackend.CLIENT || backend == ConsoleBackend.SERVER) {
			String port = console.getPortName() == null ? socketName(path) : console.getPortName();
			return "socket:" + port + "=" + path + ":" + backend.getLiteral();
		}
		String port = console.getPortName() == null ? backend.getLiteral() + "_port" : console.getPortName();
		boolean hasPath = backend == ConsoleBackend.FILE || backend == ConsoleBackend.TTY;
		return (console.isPort() ? "" : "@") + backend.getLiteral() + ":" + port + (hasPath ? "=" + path : "");
	}

	private static String socketName(String path) {
		return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\..*", "");
	}

	private void network(VirtioNetwork network, String planned) {
		String[] tap = network.getInterfaceName().split(",", 2);
		script.step(ShellFunction.ADD_TAP, tap[0]);
		String options = "virtio-net,tap=" + network.getInterfaceName() + (network.isKernelBased() ? ",vhost" : "");
		if (network.getMac() != null) {
			device(planned, options + ",mac=" + network.getMac());
			return;
		}
		script.step(ShellFunction.FIND_MAC);
		options += ",mac_seed=";
		script.parameters("-s " + ShellWord.quote(addresses.get(planned).device() + "," + options) + "\"$mac\"" + ShellWord.quote("-" + name()));
	}

	/** Behind a comma there may be options of the device. */
	private void block(VirtioBlock block, String planned) {
		Matcher partition = PARTITION.matcher(block.getPath());
		if (!partition.matches()) {
			String image = block.getPath().split(",", 2)[0];
			if (image.contains("/")) {
				script.step(ShellFunction.NEED_FILE, image);
			}
			device(planned, "virtio-blk," + block.getPath());
			return;
		}
		int slot = addresses.get(planned).device();
		script.step(ShellFunction.MOUNT_PARTITION, partition.group(1));
		String variable = "partition_" + slot;
		script.step(variable + "=$folder");
		script.parameters("-s " + slot + ",virtio-blk,\"$" + variable + "\"" + ShellWord.quote("/" + partition.group(2).replaceFirst("^/+", "")));
	}

	private static String geometry(VirtioGpu gpu, Screen screen) {
		return gpu.getDisplay() == DisplayType.FULLSCREEN ? "fullscreen:" + screen.getMonitor()
				: screen.getResolution() + "+" + screen.getHorizontalOffset() + "+" + screen.getVerticalOffset();
	}

	private void passthrough(PciPassthrough device) {
		PciAddress physical = device.getAddress();
		PciAddress virtual = addresses.get(physical.toString());
		if (virtual == null) {
			return;
		}
		script.step("modprobe pci_stub || warn 'the module pci_stub cannot be loaded'");
		script.step(ShellFunction.TAKE_DEVICE, "0000:" + physical);
		List<String> words = new ArrayList<>(List.of(Integer.toString(virtual.device()), "passthru",
				String.format("%x/%x/%x", physical.bus(), physical.device(), physical.function())));
		int code = board.flatMap(index -> index.device(physical)).map(PciDevice::getClassCode).orElse(-1);
		if (code >> 8 == ETHERNET_CLASS && is("PTM", "y")) {
			words.add("enable_ptm");
		} else if (code == XHCI_CLASS && is("os_type", "Windows OS")) {
			words.add("d3hot_reset");
		}
		script.parameters("-s " + String.join(",", words));
		if (virtual.device() != DISPLAY_SLOT && !script.has(INTERRUPT_MONITOR)) {
			script.parameters(INTERRUPT_MONITOR);
		}
	}

	private void realTime() {
		if (realTime) {
			script.parameters("--rtvm");
			if (is("lapic_passthrough", "y")) {
				script.parameters("--lapic_pt");
			}
		}
	}

	/** Several arguments are several words, as a person would write them behind {@code acrn-dm}. */
	private void custom() {
		if (vm.getDeviceModelArguments() != null) {
			List<String> words = ShellWord.split(vm.getDeviceModelArguments()).orElse(List.of(vm.getDeviceModelArguments()));
			if (!words.isEmpty()) {
				script.parameters(words.stream().map(ShellWord::quote).collect(Collectors.joining(" ")));
			}
		}
	}
}
