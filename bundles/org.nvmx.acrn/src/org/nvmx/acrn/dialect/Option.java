// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.util.Optional;
import java.util.Set;

/**
 * An element or an attribute of the scenario XML.
 *
 * @param path         names from below the root, separated by {@code /}; an attribute's starts with {@code @}
 * @param first        the first release that has it in this form
 * @param last         the last
 * @param occurrence   how often its parent holds it
 * @param type         what it holds
 * @param defaultValue what ACRN fills in where it is missing or empty
 * @param kinds        the VMs that may have it
 */
public record Option(String path, Dialect first, Dialect last, Occurrence occurrence, OptionType type, Optional<String> defaultValue, Set<VmKind> kinds) {

	public String name() {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	/** @return the path of the group it belongs to, empty for those directly below the root */
	public String parent() {
		int slash = path.lastIndexOf('/');
		return slash < 0 ? "" : path.substring(0, slash);
	}

	public boolean isAttribute() {
		return path.startsWith("@", path.lastIndexOf('/') + 1);
	}
}
