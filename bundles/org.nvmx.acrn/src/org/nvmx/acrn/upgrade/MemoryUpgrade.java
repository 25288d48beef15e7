// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.List;

import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlNode;

/**
 * Memory: v2 counts bytes, in one or two regions of the host; v3 counts megabytes, in a size that ACRN places, or in regions. A region that
 * starts where v2 has every VM's by default was not chosen, and becomes a size.
 */
final class MemoryUpgrade {

	private static final List<String> V2_OPTIONS = List.of("start_hpa", "size", "start_hpa2", "size_hpa2");
	private static final int MEGABYTE_SHIFT = 20;

	private final UpgradeContext context;
	private final XmlElement vm;
	private final VmKind kind;

	MemoryUpgrade(UpgradeContext context, XmlElement vm, VmKind kind) {
		this.context = context;
		this.vm = vm;
		this.kind = kind;
	}

	void apply(XmlElement memory) {
		if (kind == VmKind.pre) {
			replace(memory, regions(memory));
		} else {
			// A Service VM has what the others leave, a start of 0 and v2.4's macro say nothing; ACRN places the others.
			memory.children().stream().filter(option -> number(option.text()) == 0).forEach(memory::replace);
			memory.children().forEach(option -> context.drop(memory, option, "nothing: ACRN places it"));
		}
		if (memory.children().isEmpty()) {
			vm.replace(memory);
		}
	}

	private XmlNode[] regions(XmlElement memory) {
		long size = number(memory, "size");
		long second = number(memory, "size_hpa2");
		String usual = OptionCatalogue.of(context.source()).option("vm/memory/start_hpa").flatMap(Option::defaultValue).orElse("0");
		boolean chosen = number(memory, "start_hpa") != number(usual) && memory.child("start_hpa").isPresent();
		if (second > 0 && number(memory, "start_hpa2") > 0) {
			return new XmlNode[] { region(memory.child("start_hpa").isPresent() ? number(memory, "start_hpa") : number(usual), size), region(number(memory, "start_hpa2"), second) };
		}
		if (size + second == 0) {
			return new XmlNode[0];
		}
		return new XmlNode[] { chosen ? region(number(memory, "start_hpa"), size + second) : new XmlElement("size").setText(megabytes(size + second)) };
	}

	/** Puts what is new where the old options began; what is not ACRN's stays. */
	private static void replace(XmlElement memory, XmlNode... nodes) {
		List<XmlElement> old = memory.children().stream().filter(option -> V2_OPTIONS.contains(option.name())).toList();
		for (int i = 0; i < old.size(); i++) {
			memory.replace(old.get(i), i == 0 ? nodes : new XmlNode[0]);
		}
	}

	private static XmlElement region(long start, long bytes) {
		return new XmlElement("hpa_region").add("start_hpa", "0x" + Long.toHexString(start)).add("size_hpa", megabytes(bytes));
	}

	private static String megabytes(long bytes) {
		return Long.toString(bytes >> MEGABYTE_SHIFT);
	}

	private static long number(XmlElement memory, String name) {
		return number(memory.value(name).orElse("0"));
	}

	private static long number(String text) {
		return text.matches("0[xX][0-9a-fA-F]{1,15}") ? Long.parseLong(text.substring(2), 16) : 0;
	}
}
