// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.nio.file.Path;

import org.nvmx.hypervisor.Compiler;
import org.nvmx.hypervisor.HypervisorSources;
import org.nvmx.target.Target;

/**
 * What shall be run, and on what.
 *
 * @param scenario the file, as the user named it
 * @param output   the folder for all that is made: generated files, objects, the boot medium; need not exist
 * @param target   where it shall run
 * @param cpuModel one of the target's processors
 * @param stack    whether the bundled hypervisor is part of it
 * @param sources  the bundled hypervisor
 * @param compiler builds it
 */
public record RunRequest(Path scenario, Path output, Target target, String cpuModel, Stack stack, HypervisorSources sources, Compiler compiler) {

	/** What the machine boots. */
	public enum Stack {
		/** The bundled hypervisor as L0, the scenario's guest as L1. */
		UNDER_L0,
		/** The guest alone on the emulated CPU: what L0 has to be indistinguishable from. */
		BARE
	}

	/** @return the folder of a scenario's output where the user has not chosen one: {@code build/<name>} beside the scenario */
	public static Path defaultOutput(Path scenario) {
		Path file = scenario.toAbsolutePath().normalize();
		String name = file.getFileName().toString();
		int dot = name.lastIndexOf('.');
		return file.resolveSibling("build").resolve(dot > 0 ? name.substring(0, dot) : name);
	}
}
