// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Optional;

import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.ByteSize;

/**
 * The hypervisor's own memory.
 *
 * @param size  HV_RAM_SIZE
 * @param range where it lies, or empty when that is left to ACRN's tools
 */
public record HypervisorRam(ByteSize size, Optional<AddressRange> range) {
}
