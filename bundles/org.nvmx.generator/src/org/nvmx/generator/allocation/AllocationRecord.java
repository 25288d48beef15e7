// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

/**
 * One decision: who gets what, and why.
 *
 * @param owner  the VM, or "hypervisor"
 * @param item   what was needed, such as "vUART console"
 * @param value  what it gets, such as {@code 00:03.0}
 * @param reason half a sentence for a person, without a full stop
 */
public record AllocationRecord(String owner, String item, String value, String reason) {
}
