// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.ConsoleBackend;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PowerOffChannel;
import org.nvmx.model.scenario.VirtualMachine;

/**
 * The words of v2's launch file, which says what the device model is started with: of reading and of writing the same ones.
 *
 * <p>v2.7 says {@code user_vm} where the releases before say {@code uos}.
 */
final class LaunchXml {

	static final String ENABLE = "Enable";
	static final String DISABLE = "Disable";
	static final String WINDOWS = "WINDOWS";
	static final String HARD_REAL_TIME = "Hard RT";
	static final String SOFT_REAL_TIME = "Soft RT";
	static final String NO_REAL_TIME = "no";
	static final String NO_LOADER = "no";
	static final String UEFI_LOADER = "ovmf";
	static final String SLIM_LOADER = "vsbl";
	/** How v2 passes on the integrated graphics device. */
	static final String GRAPHICS = "gvtd";
	static final PciAddress GRAPHICS_ADDRESS = new PciAddress(0, 2, 0);
	/** Consoles that v2's launch file has; the device model listens at a socket. */
	static final Map<String, ConsoleBackend> CONSOLES = Map.of("stdio", ConsoleBackend.STDIO, "pty", ConsoleBackend.PTY, "tty", ConsoleBackend.TTY,
			"sock", ConsoleBackend.SERVER);

	/** How the Service VM tells the guest to switch itself off. */
	static final Map<String, PowerOffChannel> POWER_OFF_CHANNELS = Map.of("IOC", PowerOffChannel.IOC, "PowerButton", PowerOffChannel.POWER_BUTTON, "vuart1(pty)",
			PowerOffChannel.VUART1_PTY, "vuart1(tty)", PowerOffChannel.VUART1_TTY);
	/** Where v2.7 has the graphics device, and no other release. */
	static final String GPU_PLACE = "gpu";

	/** Places of devices, one device each, and how the board's descriptions of such devices begin. */
	private static final Map<String, List<String>> DEVICE_PLACES = new LinkedHashMap<>();

	static {
		DEVICE_PLACES.put("usb_xdci", List.of("USB controller"));
		DEVICE_PLACES.put("audio", List.of("Audio device", "Multimedia audio controller"));
		DEVICE_PLACES.put("audio_codec", List.of());
		DEVICE_PLACES.put("ipu", List.of("Multimedia controller"));
		DEVICE_PLACES.put("ipu_i2c", List.of("Signal processing controller"));
		DEVICE_PLACES.put("cse", List.of("Communication controller"));
		DEVICE_PLACES.put("wifi", List.of("Network controller"));
		DEVICE_PLACES.put("bluetooth", List.of());
		DEVICE_PLACES.put("sd_card", List.of("SD Host controller"));
		DEVICE_PLACES.put("ethernet", List.of("Ethernet controller"));
		DEVICE_PLACES.put("sata", List.of("SATA controller"));
		DEVICE_PLACES.put("nvme", List.of("Non-Volatile memory controller"));
	}

	private LaunchXml() {
	}

	/** @return the element of a VM's settings */
	static String vm(Dialect dialect) {
		return dialect == Dialect.V2_7 ? "user_vm" : "uos";
	}

	/** @return the places of devices, in their order */
	static List<String> devicePlaces() {
		return List.copyOf(DEVICE_PLACES.keySet());
	}

	/** @return where a device stands, as the scenario says or by its description, or empty where the release has no place for such a device */
	static Optional<String> devicePlace(PciPassthrough device, Dialect dialect) {
		if (device.getLaunchPlace() != null) {
			return Optional.of(device.getLaunchPlace()).filter(place -> isDevicePlace(place, dialect));
		}
		String description = device.getDescription() == null ? "" : device.getDescription();
		return DEVICE_PLACES.entrySet().stream().filter(place -> place.getValue().stream().anyMatch(description::startsWith)).map(Map.Entry::getKey).findFirst();
	}

	/** @return whether the release has such a place */
	static boolean isDevicePlace(String place, Dialect dialect) {
		return DEVICE_PLACES.containsKey(place) || place.equals(GPU_PLACE) && dialect == Dialect.V2_7;
	}

	/** @return what v2 calls the guest; where the scenario does not say, it knows Windows from others, and real time from none */
	static String guestType(PostLaunchedVm vm) {
		return vm.getGuestOs() != null ? vm.getGuestOs() : usualGuestType(vm);
	}

	/** @return what v2 calls the guest of a VM that does not say */
	static String usualGuestType(PostLaunchedVm vm) {
		return vm.isWindows() ? WINDOWS : isRealTime(vm) ? "PREEMPT-RT LINUX" : "YOCTO";
	}

	/** @return whether the guest has real-time tasks, and whether it owns its local APICs for them */
	static String realTime(VirtualMachine vm) {
		return !isRealTime(vm) ? NO_REAL_TIME : vm.getGuestFlags().contains(GuestFlag.LAPIC_PASSTHROUGH) ? HARD_REAL_TIME : SOFT_REAL_TIME;
	}

	private static boolean isRealTime(VirtualMachine vm) {
		return vm.getGuestFlags().contains(GuestFlag.RT);
	}

	/** @return what the release calls the loader that boots the guest */
	static String loader(PostLaunchedVm vm) {
		return vm.isSlimBoot() ? SLIM_LOADER : vm.isUefiBootLoader() ? UEFI_LOADER : NO_LOADER;
	}

	/** @return the release's word for the channel, or an empty one for none */
	static String powerOffChannel(PostLaunchedVm vm) {
		return !vm.isSetPowerOff() ? ""
				: POWER_OFF_CHANNELS.entrySet().stream().filter(entry -> entry.getValue() == vm.getPowerOff()).map(Map.Entry::getKey).findFirst().orElseThrow();
	}

	/** @param word of {@link #CONSOLES} @return the name that v2's files give to the port of a console */
	static String portName(String word) {
		return word + "_port";
	}
}
