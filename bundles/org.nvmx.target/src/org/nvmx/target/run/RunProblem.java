// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.nio.file.Path;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

/** What can stand in the way of running a valid scenario. Codes 090x and 091x; never reused. */
public enum RunProblem {
	/** The scenario asks for what the bundled hypervisor does not run. */
	NOT_RUN("NVMX0901", "leave it for ACRN, or remove it"),
	/** The bundled hypervisor runs what the scenario asks for in another way. */
	RUN_OTHERWISE("NVMX0902", ""),
	/** The scenario boots an image that does not exist. */
	IMAGE_NOT_FOUND("NVMX0911", "correct the path; it is relative to the scenario's folder"),
	/** The scenario names a module that no image is given for, and no bundled guest has that name. */
	NO_SUCH_GUEST("NVMX0912", "give the kernel an image, or name a guest that is built with the hypervisor"),
	/** A scenario without a VM that boots anything. */
	NOTHING_TO_BOOT("NVMX0913", "give a VM a kernel"),
	/** The boot medium cannot be made. */
	BOOT_MEDIUM("NVMX0914", "run the doctor, and check that the output folder has room"),
	/** The emulator cannot be started. */
	LAUNCH("NVMX0915", "run the doctor"),
	/** Generated files cannot be written. */
	OUTPUT("NVMX0916", "choose an output folder that you may write to"),
	/** A file of the user's lies where a generated one should be. */
	FOREIGN_FILE("NVMX0917", "move it away, or choose another output folder"),
	/** The hypervisor's sources lack their table of what they run. */
	SUPPORT_TABLE("NVMX0918", "use the sources that belong to this version");

	private final String code;
	private final String remedy;

	RunProblem(String code, String remedy) {
		this.code = code;
		this.remedy = remedy;
	}

	/** @return the stable code */
	public String code() {
		return code;
	}

	/** @return the problem; its place is the file */
	public Diagnostic at(Path file, String message) {
		return at(Location.ofFile(file.toString()), message);
	}

	/** @return the problem, at its place in a text */
	public Diagnostic at(Location location, String message) {
		return at(location, Severity.ERROR, message);
	}

	/** @return the problem, at its place in a text, as bad as it is there */
	Diagnostic at(Location location, Severity severity, String message) {
		return new Diagnostic(code, severity, location, message, remedy);
	}
}
