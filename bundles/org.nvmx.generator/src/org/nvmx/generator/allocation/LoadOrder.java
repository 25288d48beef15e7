// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

/** Who starts a VM (load_order in ACRN's scenarios). */
public enum LoadOrder {
	/** The hypervisor, before the Service VM. */
	PRE_LAUNCHED,
	/** The hypervisor; it owns what the others do not. */
	SERVICE,
	/** The device model in the Service VM. */
	POST_LAUNCHED
}
