// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.nested;

import java.util.ArrayList;
import java.util.List;

import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.Disk;
import org.nvmx.model.scenario.DiskBus;
import org.nvmx.model.scenario.DiskFormat;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.NetworkInterface;
import org.nvmx.model.scenario.NetworkModel;

/**
 * The QEMU command of a nested VM, in the forms of ACRN's user guide.
 *
 * <p>{@code -enable-kvm}, {@code -cpu host} and {@code -nographic} are always there: without the first two there is no nested
 * guest, and without the last it does not run reliably.
 */
final class QemuCommand {

	/** QEMU has options -hda to -hdd. */
	private static final int IDE_DISKS = 4;

	/** @return the command's lines, each a list of words that are not quoted yet */
	List<List<String>> lines(NestedVm vm) {
		List<List<String>> lines = new ArrayList<>();
		lines.add(List.of("sudo", "qemu-system-x86_64"));
		lines.add(List.of("-enable-kvm"));
		lines.add(List.of("-cpu", "host"));
		lines.add(List.of("-nographic"));
		lines.add(machine(vm));
		List<NetworkInterface> networks = vm.getNetworks();
		if (networks.isEmpty()) {
			lines.add(List.of("-nic", "none"));
		}
		boolean onlyNic = networks.stream().filter(network -> network.getModel() == NetworkModel.NIC).count() == 1;
		for (int i = 0; i < networks.size(); i++) {
			lines.add(network(networks.get(i), i, onlyNic));
		}
		return lines;
	}

	private static List<String> machine(NestedVm vm) {
		List<String> words = new ArrayList<>();
		if (vm.getMemory() != null) {
			words.addAll(List.of("-m", size(vm.getMemory())));
		}
		words.addAll(List.of("-smp", Integer.toString(vm.getCpuCount())));
		int ide = 0;
		for (Disk disk : vm.getDisks()) {
			words.addAll(disk(disk, disk.getBus() == DiskBus.IDE ? ide++ : 0));
		}
		return words;
	}

	/** QEMU takes the first letter of the IEC unit, and B for bytes. */
	private static String size(ByteSize size) {
		return size.count() + size.unit().name().substring(0, 1);
	}

	/** A raw image needs its format in the command: QEMU forbids a guest to write the first sector of a raw image it guessed. */
	private static List<String> disk(Disk disk, int ideIndex) {
		boolean ide = disk.getBus() == DiskBus.IDE;
		if (ide && disk.getFormat() == DiskFormat.QCOW2 && ideIndex < IDE_DISKS) {
			return List.of("-hd" + (char) ('a' + ideIndex), disk.getPath());
		}
		String bus = ide ? "if=ide,index=" + ideIndex : "if=virtio";
		return List.of("-drive", "format=" + disk.getFormat().getLiteral() + ",file=" + value(disk.getPath()) + "," + bus);
	}

	/**
	 * The short form joins every card and every tap to one hub, so it is for a single card. The others get a pair of their own;
	 * e1000 is the card that the short form gives on QEMU's default machine.
	 */
	private static List<String> network(NetworkInterface network, int index, boolean onlyNic) {
		String script = network.getScript() == null ? "" : ",script=" + value(network.getScript());
		if (network.getModel() == NetworkModel.NIC && onlyNic) {
			String mac = network.getMac() == null ? "" : ",macaddr=" + network.getMac();
			return List.of("-net", "nic" + mac, "-net", "tap" + script);
		}
		String card = network.getModel() == NetworkModel.NIC ? "e1000" : "virtio-net-pci";
		String mac = network.getMac() == null ? "" : ",mac=" + network.getMac();
		return List.of("-netdev", "tap,id=net" + index + script, "-device", card + ",netdev=net" + index + mac);
	}

	/** In a list of options a comma is written twice. */
	private static String value(String text) {
		return text.replace(",", ",,");
	}
}
