// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine that an emulator shall be.
 *
 * @param bootMedium  ISO image
 * @param cpuModel    the name of the processor, as the emulator calls it
 * @param cpuCount    logical CPUs, 1 to 8
 * @param memoryMib   RAM in MiB, 64 to 4096
 * @param consoles    what users call the serial lines, from COM1 on; at most four with the monitor link
 * @param monitorLink whether the next serial line is the hypervisor's monitor link
 */
public record MachineSpec(Path bootMedium, String cpuModel, int cpuCount, int memoryMib, List<String> consoles, boolean monitorLink) {

	/** The name of the serial line of the monitor link. */
	static final String MONITOR_LINE = "monitor";

	public MachineSpec {
		consoles = List.copyOf(consoles);
	}

	/** A machine without a monitor link. */
	public MachineSpec(Path bootMedium, String cpuModel, int cpuCount, int memoryMib, List<String> consoles) {
		this(bootMedium, cpuModel, cpuCount, memoryMib, consoles, false);
	}

	/** @return the names of all serial lines, from COM1 on */
	public List<String> serialLines() {
		List<String> lines = new ArrayList<>(consoles);
		if (monitorLink) {
			lines.add(MONITOR_LINE);
		}
		return lines;
	}
}
