// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;

/** Virtio devices of a launch file: lines of text become elements. */
final class VirtioUpgrade {

	/** A console is marked by an at sign; a socket and a file have a path. */
	private static final Pattern CONSOLE = Pattern.compile("(@?)(stdio|tty|pty|sock|file):([^=,]*)(?:=([^,]+))?");

	private final UpgradeContext context;
	private final XmlDocument launch;

	VirtioUpgrade(UpgradeContext context, XmlDocument launch) {
		this.context = context;
		this.launch = launch;
	}

	void apply(XmlElement settings, XmlElement vm) {
		for (XmlElement device : settings.descendants("virtio_devices").stream().flatMap(group -> group.children().stream()).toList()) {
			if (!device.text().isEmpty()) {
				add(device, vm.child("virtio_devices").orElseGet(() -> vm.add("virtio_devices")));
			}
		}
	}

	private void add(XmlElement device, XmlElement group) {
		switch (device.name()) {
		case "block" -> group.add("block", device.text());
		case "input" -> group.add("input").add("backend_device_file", device.text());
		case "network" -> network(device, group);
		case "console" -> console(device, group);
		default -> lost(device, device.text());
		}
	}

	private void network(XmlElement device, XmlElement group) {
		XmlElement network = group.add("network");
		boolean kernel = false;
		String[] words = device.text().split("\\s*,\\s*");
		for (int i = 1; i < words.length; i++) {
			if (words[i].equals("vhost")) {
				kernel = true;
			} else {
				lost(device, words[i]);
			}
		}
		network.add("virtio_framework", kernel ? "Kernel based (Virtual Host)" : "User space based (VBSU)");
		String name = words[0].replaceAll("[^A-Za-z0-9_-]", "_");
		if (!name.equals(words[0])) {
			context.report(launch, AcrnRule.UPGRADE_VALUE_CHANGED, device, device.name(), words[0], name);
		}
		network.add("interface_name", name);
	}

	private void console(XmlElement device, XmlElement group) {
		Matcher matcher = CONSOLE.matcher(device.text());
		boolean found = false;
		while (matcher.find()) {
			found = true;
			XmlElement console = group.add("console");
			console.add("use_type", matcher.group(1).isEmpty() ? "Virtio serial port" : "Virtio console");
			console.add("backend_type", matcher.group(2).equals("sock") ? "sock server" : matcher.group(2));
			if (!matcher.group(3).equals(matcher.group(2) + "_port")) {
				lost(device, matcher.group(3));
			}
			if (matcher.group(4) != null) {
				String path = switch (matcher.group(2)) {
				case "sock" -> "sock_file_path";
				case "tty" -> "tty_device_path";
				default -> "output_file_path";
				};
				console.add(path, matcher.group(4));
			}
		}
		if (!found) {
			lost(device, device.text());
		}
	}

	private void lost(XmlElement device, String text) {
		context.report(launch, AcrnRule.UPGRADE_OPTION_LOST, device, device.name(), text, context.target(), "add it in the launch script");
	}
}
