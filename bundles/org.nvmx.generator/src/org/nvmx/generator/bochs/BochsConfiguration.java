// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.bochs;

import java.util.List;

/**
 * The machine that Bochs emulates.
 *
 * @param cpuModel    the processor
 * @param cpuCount    logical CPUs, 1 to 8
 * @param memoryMib   RAM in MiB, 64 to 4096
 * @param isoPath     the boot medium; best relative to the folder Bochs is started in, see {@link BochsrcGenerator#generate}
 * @param serialPorts TCP ports of the loopback interface that COM1, COM2, … connect to, at most four
 * @param logPath     Bochs' own log
 */
public record BochsConfiguration(CpuModel cpuModel, int cpuCount, int memoryMib, String isoPath, List<Integer> serialPorts, String logPath) {

	/** Processors with VMX and EPT that the bundled hypervisor is tested on; the constants' names are those of Bochs. */
	public enum CpuModel {
		tigerlake, corei7_skylake_x
	}

	/** @throws IllegalArgumentException if a number is out of range */
	public BochsConfiguration {
		require(cpuCount >= 1 && cpuCount <= 8, "Bochs is run with 1 to 8 CPUs, not " + cpuCount);
		require(memoryMib >= 64 && memoryMib <= 4096, "Bochs is run with 64 to 4096 MiB, not " + memoryMib);
		require(serialPorts.size() <= 4, "a PC has four COM ports, not " + serialPorts.size());
		for (int port : serialPorts) {
			require(port >= 1 && port <= 65535, port + " is not a TCP port");
		}
		serialPorts = List.copyOf(serialPorts);
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}
}
