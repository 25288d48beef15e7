// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.nvmx.target.doctor.Check;
import org.nvmx.target.session.MachineSession;
import org.nvmx.target.session.MachineSpec;

/** Something that a boot medium can be run on. */
public interface Target {

	/** @return the name that users type: bochs, qemu */
	String id();

	/** @return the names of the processors it can be, the default one first */
	List<String> cpuModels();

	/** @return what this host needs for it, and whether it is there */
	List<Check> requirements();

	/**
	 * Starts a machine.
	 *
	 * @throws IOException if it cannot be started; nothing is left behind then
	 */
	MachineSession launch(MachineSpec machine) throws IOException;

	/** @return the first requirement that this host does not meet */
	default Optional<Check> missingRequirement() {
		return requirements().stream().filter(check -> check.status() == Check.Status.MISSING).findFirst();
	}
}
