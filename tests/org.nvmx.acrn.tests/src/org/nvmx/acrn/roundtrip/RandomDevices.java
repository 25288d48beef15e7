// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.MacAddress;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.ConsoleBackend;
import org.nvmx.model.scenario.DisplayType;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PowerOffChannel;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.Screen;
import org.nvmx.model.scenario.VirtioBlock;
import org.nvmx.model.scenario.VirtioConsole;
import org.nvmx.model.scenario.VirtioDevice;
import org.nvmx.model.scenario.VirtioGpu;
import org.nvmx.model.scenario.VirtioInput;
import org.nvmx.model.scenario.VirtioNetwork;
import org.nvmx.model.scenario.VirtioVsock;
import org.nvmx.model.scenario.VirtualFunction;
import org.nvmx.model.scenario.VirtualFunctionKind;

/** Gives a post-launched VM devices that the release can say: v2's launch file has no GPU, no vsock and fewer consoles, and one place for each kind of device. */
final class RandomDevices {

	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;
	private static final List<String> KINDS = List.of("Audio device: a", "Network controller: b", "Ethernet controller: c", "SATA controller: d");

	private final Random random;
	private final Dialect dialect;

	RandomDevices(Random random, Dialect dialect) {
		this.random = random;
		this.dialect = dialect;
	}

	void add(PostLaunchedVm vm) {
		if (random.nextInt(4) == 0) {
			return; // a VM without launch settings
		}
		vm.setMemory(ByteSize.ofBytes((1L + random.nextInt(4000)) << 20));
		if (!dialect.isV3()) {
			launchSettings(vm);
		}
		for (int kind = 0; kind < KINDS.size(); kind++) {
			if (random.nextBoolean()) {
				vm.getPciDevices().add(RandomScenario.device(new PciAddress(3, kind, 0), KINDS.get(kind)));
			}
		}
		if (!dialect.isV3() && random.nextBoolean()) { // in the last of v2's places
			PciPassthrough device = RandomScenario.device(new PciAddress(4, 0, 0), "Signal processing controller: e");
			device.setLaunchPlace("nvme");
			vm.getPciDevices().add(device);
		}
		IntStream.range(0, random.nextInt(3)).forEach(port -> vm.getUsbDevices().add("1-" + (port + 1)));
		// v3 and v2 write each kind of device in its turn.
		List<VirtioDevice> devices = vm.getVirtioDevices();
		if (dialect.isV3() && random.nextBoolean()) {
			devices.add(gpu());
		}
		IntStream.range(0, random.nextInt(3)).forEach(number -> devices.add(console(number)));
		IntStream.range(0, random.nextInt(3)).forEach(number -> devices.add(network(number)));
		IntStream.range(0, random.nextInt(2)).forEach(number -> devices.add(input(number)));
		IntStream.range(0, random.nextInt(3)).forEach(number -> {
			VirtioBlock block = FACTORY.createVirtioBlock();
			block.setPath(number == 0 ? "/dev/sda3:./a \"b\".img" : "./c.img");
			devices.add(block);
		});
		if (dialect.isV3() && random.nextBoolean()) {
			VirtioVsock vsock = FACTORY.createVirtioVsock();
			vsock.setCid("4294967294");
			devices.add(vsock);
		}
	}

	/** v3 has these as options that are one element each. */
	private void launchSettings(PostLaunchedVm vm) {
		if (random.nextBoolean()) {
			vm.setWindows(true);
		}
		if (random.nextBoolean()) {
			vm.setStdioVuart(true);
		}
		if (random.nextBoolean()) {
			vm.setUefiBootLoader(false);
		}
		if (random.nextBoolean()) {
			vm.getPciDevices().add(RandomScenario.device(new PciAddress(0, 2, 0), null));
		} else if (random.nextBoolean()) {
			vm.setGvtArguments("64 448 8");
		}
		if (random.nextBoolean() && !vm.isWindows()) {
			vm.setGuestOs("VXWORKS");
		}
		if (random.nextBoolean() && vm.isUefiBootLoader()) {
			vm.setSlimBoot(true);
		}
		if (random.nextBoolean()) {
			vm.setPowerOff(PowerOffChannel.values()[random.nextInt(PowerOffChannel.values().length)]);
		}
		if (random.nextBoolean()) {
			vm.setMachineShutdown(true);
		}
		if (random.nextBoolean() && !vm.getCpus().isEmpty()) {
			vm.getLaunchCpus().addAll(List.of(62, 61));
		}
		if (random.nextBoolean() && dialect == Dialect.V2_7) {
			VirtualFunction function = FACTORY.createVirtualFunction();
			function.setKind(VirtualFunctionKind.NETWORK);
			function.setDevice("02:10.0");
			vm.getVirtualFunctions().add(function);
		}
	}

	private VirtioGpu gpu() {
		VirtioGpu gpu = FACTORY.createVirtioGpu();
		boolean window = random.nextBoolean();
		gpu.setDisplay(window ? DisplayType.WINDOW : DisplayType.FULLSCREEN);
		for (int number = 0; number < 1 + random.nextInt(2); number++) {
			Screen screen = FACTORY.createScreen();
			if (window) {
				screen.setResolution("1920x1080");
				screen.setHorizontalOffset(number);
				screen.setVerticalOffset(0);
			} else {
				screen.setMonitor(number);
			}
			gpu.getScreens().add(screen);
		}
		return gpu;
	}

	private VirtioConsole console(int number) {
		VirtioConsole console = FACTORY.createVirtioConsole();
		if (random.nextBoolean()) {
			console.setPort(true);
		}
		List<ConsoleBackend> backends = dialect.isV3() ? List.of(ConsoleBackend.values()) : List.of(ConsoleBackend.PTY, ConsoleBackend.TTY, ConsoleBackend.SERVER);
		ConsoleBackend backend = backends.get(random.nextInt(backends.size()));
		if (backend != ConsoleBackend.STDIO) {
			console.setBackend(backend);
		}
		if (backend != ConsoleBackend.STDIO && backend != ConsoleBackend.PTY) {
			console.setPath("/tmp-" + number);
		}
		if (!dialect.isV3() && random.nextBoolean()) {
			console.setPortName("port" + number);
		}
		return console;
	}

	private VirtioNetwork network(int number) {
		VirtioNetwork network = FACTORY.createVirtioNetwork();
		network.setInterfaceName("tap" + number);
		if (random.nextBoolean()) {
			network.setKernelBased(true);
		}
		if (!dialect.isV3() && random.nextBoolean()) {
			network.setMac(MacAddress.valueOf("00:16:3d:60:0a:8" + number));
		}
		return network;
	}

	private VirtioInput input(int number) {
		VirtioInput input = FACTORY.createVirtioInput();
		input.setPath("/dev/input/event" + number);
		if (dialect.isV3() && random.nextBoolean()) {
			input.setInputId("keyboard");
		}
		return input;
	}
}
