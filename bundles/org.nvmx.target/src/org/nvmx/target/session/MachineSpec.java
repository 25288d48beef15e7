// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.session;

import java.nio.file.Path;
import java.util.List;

/**
 * The machine that an emulator shall be.
 *
 * @param bootMedium ISO image
 * @param cpuModel   the name of the processor, as the emulator calls it
 * @param cpuCount   logical CPUs, 1 to 8
 * @param memoryMib  RAM in MiB, 64 to 4096
 * @param consoles   what users call the serial lines, from COM1 on; at most four
 */
public record MachineSpec(Path bootMedium, String cpuModel, int cpuCount, int memoryMib, List<String> consoles) {

	public MachineSpec {
		consoles = List.copyOf(consoles);
	}
}
