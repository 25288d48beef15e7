// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

/** When a VM is started; the constants' names are those of the option table. */
public enum VmKind {
	/** Started by the hypervisor before the Service VM. */
	pre,
	/** The Service VM. */
	svc,
	/** Started by the device model in the Service VM. */
	post
}
