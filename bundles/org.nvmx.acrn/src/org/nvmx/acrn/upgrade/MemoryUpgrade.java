// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.Optional;

import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.xml.XmlElement;

/** Memory: bytes in hexadecimal become megabytes, and where it lies is ACRN's business now. */
final class MemoryUpgrade {

	private static final int MEGABYTE_SHIFT = 20;

	private final UpgradeContext context;
	private final XmlElement vm;
	private final VmKind kind;

	MemoryUpgrade(UpgradeContext context, XmlElement vm, VmKind kind) {
		this.context = context;
		this.vm = vm;
		this.kind = kind;
	}

	/** The Service VM's memory is what the others leave; ACRN v2 wrote a start of 0 for it, which says nothing. */
	void apply(XmlElement memory) {
		long bytes = number(memory.value("size")) + number(memory.value("size_hpa2"));
		for (XmlElement option : memory.children()) {
			boolean silent = option.name().equals("size") || option.name().equals("size_hpa2") || number(Optional.of(option.text())) == 0;
			if (kind == VmKind.pre && silent) {
				memory.replace(option);
			} else if (silent && number(Optional.of(option.text())) == 0) {
				memory.replace(option);
			} else {
				context.drop(memory, option, kind == VmKind.pre ? "add a hpa_region if the VM needs memory at this address" : "nothing: ACRN places it");
			}
		}
		if (kind == VmKind.pre && bytes > 0) {
			memory.add("size", Long.toString(bytes >> MEGABYTE_SHIFT));
		}
		if (memory.children().isEmpty()) {
			vm.replace(memory);
		}
	}

	private static long number(Optional<String> text) {
		String digits = text.orElse("0");
		return digits.matches("0[xX][0-9a-fA-F]{1,15}") ? Long.parseLong(digits.substring(2), 16) : 0;
	}
}
