// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

/**
 * Something that cannot be given.
 *
 * @param owner   the VM, or "hypervisor"
 * @param item    what was needed
 * @param message what is wrong, a sentence without a full stop
 * @param remedy  what to do now, a sentence without a full stop
 */
public record AllocationProblem(String owner, String item, String message, String remedy) {
}
