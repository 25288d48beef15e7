// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;

/** The VMs as a list: those that the target does not have, and their names. */
final class VmListUpgrade {

	/** The hypervisor's array of 16 bytes, with its end. */
	private static final int MAX_NAME_LENGTH = 15;

	private final UpgradeContext context;

	VmListUpgrade(UpgradeContext context) {
		this.context = context;
	}

	void dropUnknownKinds() {
		for (XmlElement vm : context.vms()) {
			vm.child("vm_type").filter(type -> type.text().equals("KATA_VM")).ifPresent(type -> {
				context.report(AcrnRule.UPGRADE_VM_LOST, type, "VM " + vm.attribute("id").orElse(""), "Kata container", context.target());
				context.root().replace(vm);
			});
		}
	}

	/** First, because everything else refers to VMs by their names. */
	void nameVms(List<XmlDocument> launches) {
		Set<String> taken = new HashSet<>();
		for (XmlElement vm : context.vms()) {
			String id = vm.attribute("id").orElse("");
			String old = vm.value("name").filter(name -> !name.isEmpty()).or(() -> launchName(vm, launches)).orElse("");
			String name = unique(valid(old.isEmpty() ? "VM" + id : old), taken);
			if (!name.equals(old)) {
				context.report(AcrnRule.UPGRADE_VM_RENAMED, vm.child("name").orElse(vm), old.isEmpty() ? "VM " + id : "'" + old + "'", name);
			}
			vm.child("name").orElseGet(() -> {
				XmlElement added = new XmlElement("name");
				vm.content().add(0, added);
				return added;
			}).setText(name);
		}
	}

	private Optional<String> launchName(XmlElement vm, List<XmlDocument> launches) {
		return launches.stream().flatMap(launch -> launch.root().children().stream())
				.filter(launch -> LaunchUpgrade.vmOf(launch, context).filter(candidate -> candidate == vm).isPresent())
				.flatMap(launch -> launch.value("vm_name").stream()).filter(name -> !name.isEmpty()).findFirst();
	}

	private static String valid(String name) {
		String cleaned = name.replaceAll("[^A-Za-z0-9_-]+", "_");
		return cleaned.substring(0, Math.min(cleaned.length(), MAX_NAME_LENGTH));
	}

	private static String unique(String name, Set<String> taken) {
		String candidate = name;
		for (int number = 2; !taken.add(candidate); number++) {
			String suffix = "_" + number;
			candidate = name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH - suffix.length())) + suffix;
		}
		return candidate;
	}
}
