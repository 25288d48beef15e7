// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__USB_DEVICES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.POST_LAUNCHED_VM__VIRTIO_DEVICES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SCREEN__HORIZONTAL_OFFSET;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SCREEN__MONITOR;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SCREEN__RESOLUTION;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SCREEN__VERTICAL_OFFSET;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTIO_CONSOLE__PATH;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTIO_GPU__SCREENS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTIO_VSOCK__CID;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.nvmx.acrn.upgrade.GpuText;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.ConsoleBackend;
import org.nvmx.model.scenario.DisplayType;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.Screen;
import org.nvmx.model.scenario.VirtioBlock;
import org.nvmx.model.scenario.VirtioConsole;
import org.nvmx.model.scenario.VirtioDevice;
import org.nvmx.model.scenario.VirtioGpu;
import org.nvmx.model.scenario.VirtioInput;
import org.nvmx.model.scenario.VirtioNetwork;
import org.nvmx.model.scenario.VirtioVsock;

/** v3's devices of post-launched VMs that the device model emulates, and the USB ports that it passes on. v2 has them in the launch file. */
final class VirtioOptions implements OptionGroup {

	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;
	private static final String DEVICES = "vm/virtio_devices";
	private static final String USER_SPACE = "User space based (VBSU)";
	private static final String KERNEL = "Kernel based (Virtual Host)";
	private static final Set<String> USE_TYPES = Set.of("Virtio console", "Virtio serial port");
	private static final Map<ConsoleBackend, String> BACKENDS = Map.of(ConsoleBackend.STDIO, "stdio", ConsoleBackend.PTY, "pty", ConsoleBackend.FILE, "file",
			ConsoleBackend.TTY, "tty", ConsoleBackend.CLIENT, "sock client", ConsoleBackend.SERVER, "sock server");

	@Override
	public void read(ImportContext context) {
		context.vms().forEach((xml, vm) -> {
			if (context.dialect().isV3() && vm instanceof PostLaunchedVm post) {
				xml.element().descendants("usb_xhci/usb_dev").forEach(device -> context.read(device, Function.identity()).ifPresent(post.getUsbDevices()::add));
				xml.element().descendants("virtio_devices").stream().flatMap(group -> group.children().stream())
						.forEach(device -> device(context, device).ifPresent(post.getVirtioDevices()::add));
			}
		});
	}

	private static Optional<? extends VirtioDevice> device(ImportContext context, XmlElement element) {
		return switch (element.name()) {
		case "gpu" -> element.children().isEmpty() ? context.read(element, text -> gpu(context, GpuText.element(text).orElseThrow(IllegalArgumentException::new)))
				: Optional.of(gpu(context, element));
		case "console" -> Optional.of(console(context, element));
		case "network" -> network(context, element);
		case "input" -> input(context, element);
		case "block" -> context.read(element, path -> {
			VirtioBlock block = FACTORY.createVirtioBlock();
			block.setPath(path);
			return block;
		});
		case "vsock" -> context.read(element, VirtioOptions::vsock);
		default -> Optional.empty();
		};
	}

	private static VirtioVsock vsock(String cid) {
		if (!cid.matches("[0-9]{1,10}")) {
			throw new IllegalArgumentException("'" + cid + "' is no context id");
		}
		VirtioVsock vsock = FACTORY.createVirtioVsock();
		vsock.setCid(cid);
		return vsock;
	}

	private static VirtioGpu gpu(ImportContext context, XmlElement element) {
		VirtioGpu gpu = FACTORY.createVirtioGpu();
		context.read(element, "display_type", VirtioOptions::displayType).ifPresent(gpu::setDisplay);
		for (XmlElement display : element.descendants("displays/display")) {
			Screen screen = FACTORY.createScreen();
			context.read(display, "monitor_id", ImportContext::natural).ifPresent(screen::setMonitor);
			context.read(display, "window_resolutions", Function.identity()).ifPresent(screen::setResolution);
			context.read(display, "horizontal_offset", ImportContext::natural).ifPresent(screen::setHorizontalOffset);
			context.read(display, "vertical_offset", ImportContext::natural).ifPresent(screen::setVerticalOffset);
			gpu.getScreens().add(screen);
		}
		return gpu;
	}

	private static DisplayType displayType(String text) {
		return switch (text) {
		case "Window" -> DisplayType.WINDOW;
		case "Full screen" -> DisplayType.FULLSCREEN;
		default -> throw new IllegalArgumentException("'" + text + "' is no way to show a display");
		};
	}

	/** An empty console is one: ACRN's tools fill in that it is a console on standard input and output. */
	private static VirtioConsole console(ImportContext context, XmlElement element) {
		VirtioConsole console = FACTORY.createVirtioConsole();
		context.understood(element.children("use_type").stream().filter(type -> USE_TYPES.contains(type.text())).toList());
		if (element.value("use_type").orElse("").equals("Virtio serial port")) {
			console.setPort(true);
		}
		element.value("backend_type").filter(BACKENDS::containsValue).ifPresent(type -> {
			ConsoleBackend backend = BACKENDS.entrySet().stream().filter(entry -> entry.getValue().equals(type)).map(Map.Entry::getKey).findFirst().orElseThrow();
			context.understood(element.children("backend_type"));
			if (backend != ConsoleBackend.STDIO) {
				console.setBackend(backend);
			}
		});
		pathElement(console.getBackend()).flatMap(path -> context.read(element, path, Function.identity())).ifPresent(console::setPath);
		return console;
	}

	private static Optional<String> pathElement(ConsoleBackend backend) {
		return Optional.ofNullable(switch (backend) {
		case FILE -> "output_file_path";
		case TTY -> "tty_device_path";
		case CLIENT, SERVER -> "sock_file_path";
		case STDIO, PTY -> null;
		});
	}

	private static Optional<VirtioNetwork> network(ImportContext context, XmlElement element) {
		return context.read(element, "interface_name", name -> {
			VirtioNetwork network = FACTORY.createVirtioNetwork();
			network.setInterfaceName(name);
			if (element.value("virtio_framework").orElse("").equals(KERNEL)) {
				network.setKernelBased(true);
				context.understood(element.children("virtio_framework"));
			}
			return network;
		});
	}

	private static Optional<VirtioInput> input(ImportContext context, XmlElement element) {
		return context.read(element, "backend_device_file", path -> {
			VirtioInput input = FACTORY.createVirtioInput();
			input.setPath(path);
			context.read(element, "id", Function.identity()).ifPresent(input::setInputId);
			return input;
		});
	}

	@Override
	public void write(ExportContext context) {
		context.scenario().getVms().forEach(vm -> {
			if (context.dialect().isV3() && vm instanceof PostLaunchedVm post) {
				context.element(vm).ifPresent(element -> write(context, post, element));
			}
		});
	}

	private static void write(ExportContext context, PostLaunchedVm vm, XmlElement element) {
		for (String device : vm.getUsbDevices()) {
			context.add(context.place(element, "vm/usb_xhci"), "vm/usb_xhci/usb_dev", vm, POST_LAUNCHED_VM__USB_DEVICES).setText(device);
		}
		XmlElement devices = context.place(element, DEVICES);
		for (VirtioDevice device : vm.getVirtioDevices()) {
			if (device instanceof VirtioGpu gpu && gpu.getScreens().isEmpty()) {
				context.lost(device, POST_LAUNCHED_VM__VIRTIO_DEVICES, "gpu", "give it a screen");
			} else {
				XmlElement added = context.add(devices, DEVICES + "/" + name(device), device, null);
				write(context, device, added);
				if (device instanceof VirtioGpu && added.text().isEmpty() && added.children().isEmpty()) {
					devices.replace(added); // its loss was said
				}
			}
		}
	}

	private static String name(VirtioDevice device) {
		return switch (device) {
		case VirtioGpu gpu -> "gpu";
		case VirtioConsole console -> "console";
		case VirtioNetwork network -> "network";
		case VirtioInput input -> "input";
		case VirtioVsock vsock -> "vsock";
		default -> "block";
		};
	}

	private static void write(ExportContext context, VirtioDevice device, XmlElement element) {
		switch (device) {
		case VirtioGpu gpu -> write(context, gpu, element);
		case VirtioConsole console -> {
			element.add("use_type", console.isPort() ? "Virtio serial port" : "Virtio console").add("backend_type", BACKENDS.get(console.getBackend()));
			pathElement(console.getBackend()).filter(path -> console.getPath() != null).ifPresentOrElse(path -> element.add(path, console.getPath()),
					() -> context.lostIfSet(console, VIRTIO_CONSOLE__PATH));
		}
		case VirtioNetwork network -> element.add("virtio_framework", network.isKernelBased() ? KERNEL : USER_SPACE).add("interface_name", network.getInterfaceName());
		case VirtioInput input -> {
			element.add("backend_device_file", input.getPath());
			if (input.getInputId() != null) {
				element.add("id", input.getInputId());
			}
		}
		case VirtioVsock vsock -> {
			element.setText(vsock.getCid());
			context.mark(element, vsock, VIRTIO_VSOCK__CID);
		}
		case VirtioBlock block -> element.setText(block.getPath());
		default -> throw new IllegalArgumentException("a device of an unknown kind: " + device.eClass().getName());
		}
	}

	/** Before v3.2 the screens are a text. */
	private static void write(ExportContext context, VirtioGpu gpu, XmlElement element) {
		if (context.has(DEVICES + "/gpu/displays")) {
			writeElements(context, gpu, element);
			return;
		}
		XmlElement screens = new XmlElement(element.name());
		writeElements(context, gpu, screens);
		GpuText.text(screens).ifPresentOrElse(element::setText,
				() -> context.lost(gpu, VIRTIO_GPU__SCREENS, ModelText.of(gpu), "give each window a resolution and both offsets"));
	}

	private static void writeElements(ExportContext context, VirtioGpu gpu, XmlElement element) {
		element.add("display_type", gpu.getDisplay() == DisplayType.FULLSCREEN ? "Full screen" : "Window");
		XmlElement displays = element.add("displays");
		for (Screen screen : gpu.getScreens()) {
			XmlElement display = context.member(displays, "display", screen, null, "");
			if (screen.isSetMonitor()) {
				context.member(display, "monitor_id", screen, SCREEN__MONITOR, Integer.toString(screen.getMonitor()));
			}
			if (screen.getResolution() != null) {
				context.member(display, "window_resolutions", screen, SCREEN__RESOLUTION, screen.getResolution());
			}
			if (screen.isSetHorizontalOffset()) {
				context.member(display, "horizontal_offset", screen, SCREEN__HORIZONTAL_OFFSET, Integer.toString(screen.getHorizontalOffset()));
			}
			if (screen.isSetVerticalOffset()) {
				context.member(display, "vertical_offset", screen, SCREEN__VERTICAL_OFFSET, Integer.toString(screen.getVerticalOffset()));
			}
		}
	}
}
