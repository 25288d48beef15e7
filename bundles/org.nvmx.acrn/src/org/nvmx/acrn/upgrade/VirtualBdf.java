// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.HashSet;
import java.util.Set;

import org.nvmx.acrn.xml.XmlElement;

/** The device numbers that v3's tools give to virtual devices that have none: the first that the VM does not use yet. */
public enum VirtualBdf {
	SHARED_MEMORY(0x08, 0x0f), VUART(0x10, 0x17);

	private final int first;
	private final int last;

	VirtualBdf(int first, int last) {
		this.first = first;
		this.last = last;
	}

	/** @return an address; the last one when all are taken, which the rules then complain about */
	public String nextFree(XmlElement root, String vm) {
		Set<String> taken = new HashSet<>();
		root.descendants("hv/FEATURES/IVSHMEM/IVSHMEM_REGION/IVSHMEM_VMS/IVSHMEM_VM").stream()
				.filter(user -> user.value("VM_NAME").orElse("").equals(vm)).forEach(user -> taken.add(user.value("VBDF").orElse("")));
		root.descendants("hv/vuart_connections/vuart_connection/endpoint").stream()
				.filter(end -> end.value("vm_name").orElse("").equals(vm)).forEach(end -> taken.add(end.value("vbdf").orElse("")));
		for (int device = first; device < last; device++) {
			if (!taken.contains(text(device))) {
				return text(device);
			}
		}
		return text(last);
	}

	private static String text(int device) {
		return String.format("00:%02x.0", device);
	}
}
