// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.outline;

import java.util.List;

/**
 * An element of a scenario's structure.
 *
 * @param label      its name, or its words
 * @param detail     what there is to know about it at a glance, or empty
 * @param kind       what it is
 * @param offset     of the whole element
 * @param length     of the whole element
 * @param nameOffset of what to select in the text
 * @param nameLength of what to select in the text
 * @param children   in the order of the text
 */
public record OutlineItem(String label, String detail, Kind kind, int offset, int length, int nameOffset, int nameLength,
		List<OutlineItem> children) {

	/** What an element is. */
	public enum Kind {
		IMPORT, SCENARIO, FRAGMENT, HYPERVISOR, PRE_LAUNCHED_VM, SERVICE_VM, POST_LAUNCHED_VM, KERNEL, NESTED_VM, DISK, NETWORK
	}

	public OutlineItem {
		children = List.copyOf(children);
	}
}
