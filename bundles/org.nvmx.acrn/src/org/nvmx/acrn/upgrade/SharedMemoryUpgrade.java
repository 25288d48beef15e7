// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlElement;

/** Shared memory regions: a line of text becomes elements. */
final class SharedMemoryUpgrade {

	private final UpgradeContext context;

	SharedMemoryUpgrade(UpgradeContext context) {
		this.context = context;
	}

	void apply() {
		for (XmlElement group : context.root().descendants("hv/FEATURES/IVSHMEM")) {
			boolean enabled = group.value("IVSHMEM_ENABLED").orElse("n").equals("y");
			group.children("IVSHMEM_ENABLED").forEach(group::replace);
			TakenAddresses taken = new TakenAddresses(context.root());
			for (XmlElement text : group.children("IVSHMEM_REGION")) {
				Optional<SharedMemoryText> region = SharedMemoryText.of(text.text()).filter(known -> !known.vmIds().isEmpty());
				if (text.text().isEmpty()) {
					group.replace(text);
				} else if (enabled && region.isPresent()) {
					group.replace(text, region(text, region.get(), taken));
				} else {
					context.drop(group, text, enabled ? "describe the region with elements" : "it was off: IVSHMEM_ENABLED was n");
				}
			}
		}
	}

	/** A region of a launch file: the device model shares it between the Service VM's users of that name. */
	void addUser(XmlElement vm, String text) {
		SharedMemoryText.of(text).ifPresent(region -> addUser(vm, region));
	}

	private void addUser(XmlElement vm, SharedMemoryText text) {
		XmlElement features = context.root().child("hv").flatMap(hv -> hv.child("FEATURES")).orElseThrow();
		XmlElement group = features.child("IVSHMEM").orElseGet(() -> features.add("IVSHMEM"));
		XmlElement region = group.children("IVSHMEM_REGION").stream().filter(known -> known.value("NAME").orElse("").equals(text.name())).findFirst()
				.orElseGet(() -> {
					XmlElement added = region(new XmlElement("IVSHMEM_REGION"), new SharedMemoryText(text.isDeviceModel(), text.name(), text.mebibytes(), List.of()), new TakenAddresses(context.root()));
					group.content().add(added);
					return added;
				});
		XmlElement vms = region.child("IVSHMEM_VMS").orElseThrow();
		if (vms.descendants("IVSHMEM_VM/VM_NAME").stream().noneMatch(name -> name.text().equals(context.name(vm)))) {
			vms.add("IVSHMEM_VM").add("VM_NAME", context.name(vm)).add("VBDF", new TakenAddresses(context.root()).nextAddress(VirtualBdf.SHARED_MEMORY, context.name(vm)));
		}
	}

	private XmlElement region(XmlElement old, SharedMemoryText region, TakenAddresses taken) {
		XmlElement element = old.renamed("IVSHMEM_REGION").setText("");
		element.add("NAME", region.name());
		element.add("PROVIDED_BY", region.isDeviceModel() ? "Device Model" : "Hypervisor");
		element.add("IVSHMEM_SIZE", region.mebibytes());
		XmlElement vms = element.add("IVSHMEM_VMS");
		List<String> names = new ArrayList<>();
		for (String id : region.vmIds()) {
			context.vm(id).map(context::name).ifPresentOrElse(names::add,
					() -> context.report(AcrnRule.UPGRADE_OPTION_LOST, old, "IVSHMEM_REGION of VM", id, context.target(), "the scenario has no such VM"));
		}
		names.stream().distinct().forEach(name -> vms.add("IVSHMEM_VM").add("VM_NAME", name)
				.add("VBDF", taken.nextAddress(VirtualBdf.SHARED_MEMORY, name)));
		return element;
	}
}
