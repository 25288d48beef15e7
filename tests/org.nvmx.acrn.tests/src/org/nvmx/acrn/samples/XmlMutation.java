// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.nvmx.acrn.xml.XmlElement;

/** Changes documents by chance, the same for the same generator: moves, copies, removes and renames elements, and gives them other values. */
public final class XmlMutation {

	private static final List<String> VALUES = List.of("", "y", "n", "0", "-1", "99999999999999999999", "0x", "0xffffffffffffffffff", "ü", "hv:/a,,", "hv:/a, 2, 0:0:9",
			"65535", "COM Port 9", "PCI", "SOS_VM", "KATA_VM", "RTVM", "POST_LAUNCHED_VM", "SERVICE_VM", "00:1f.0", "ff:ff.f", "SCHED_NOOP", "a\nb");

	private final Random random;

	public XmlMutation(Random random) {
		this.random = random;
	}

	/** Makes one change somewhere below the root. */
	public void apply(XmlElement root) {
		List<XmlElement> all = new ArrayList<>();
		collect(root, all);
		XmlElement parent = all.get(random.nextInt(all.size()));
		XmlElement other = all.get(random.nextInt(all.size()));
		if (parent.children().isEmpty()) {
			parent.setText(VALUES.get(random.nextInt(VALUES.size())));
			return;
		}
		XmlElement child = parent.children().get(random.nextInt(parent.children().size()));
		switch (random.nextInt(6)) {
		case 0 -> parent.replace(child);
		case 1 -> parent.content().add(random.nextInt(parent.content().size()), child.copy());
		case 2 -> parent.replace(child, other.copy());
		case 3 -> parent.replace(child, child.renamed(other.name()));
		case 4 -> child.setAttribute("id", VALUES.get(random.nextInt(VALUES.size())));
		default -> child.setText(VALUES.get(random.nextInt(VALUES.size())));
		}
	}

	private static void collect(XmlElement element, List<XmlElement> all) {
		all.add(element);
		element.children().forEach(child -> collect(child, all));
	}
}
