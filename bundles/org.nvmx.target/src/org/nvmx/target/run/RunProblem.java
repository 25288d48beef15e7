// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.ProblemTexts;
import org.nvmx.model.diagnostic.Severity;

/**
 * What can stand in the way of running a valid scenario. What a person reads is in {@code run-problems.properties}, under the code. Codes 090x and
 * 091x; never reused.
 */
public enum RunProblem implements ProblemKind {
	/** The scenario asks for what the bundled hypervisor does not run. */
	NOT_RUN("NVMX0901"),
	/** The bundled hypervisor runs what the scenario asks for in another way. */
	RUN_OTHERWISE("NVMX0902"),
	/** The scenario boots an image that does not exist. */
	IMAGE_NOT_FOUND("NVMX0911"),
	/** The scenario names a module that no image is given for, and no bundled guest has that name. */
	NO_SUCH_GUEST("NVMX0912"),
	/** A scenario without a VM that boots anything. */
	NOTHING_TO_BOOT("NVMX0913"),
	/** The boot medium cannot be made. */
	BOOT_MEDIUM("NVMX0914"),
	/** The emulator cannot be started. */
	LAUNCH("NVMX0915"),
	/** Generated files cannot be written. */
	OUTPUT("NVMX0916"),
	/** A file of the user's lies where a generated one should be. */
	FOREIGN_FILE("NVMX0917"),
	/** The hypervisor's sources lack their table of what they run. */
	SUPPORT_TABLE("NVMX0918");

	private static final ProblemTexts TEXTS = new ProblemTexts(RunProblem.class, "run-problems.properties");
	private static final Map<String, RunProblem> BY_CODE = Arrays.stream(values()).collect(Collectors.toMap(RunProblem::code, Function.identity()));

	private final String code;

	RunProblem(String code) {
		this.code = code;
	}

	/** @return the kind of a diagnostic's code, or empty for a code that is not here */
	public static Optional<RunProblem> ofCode(String code) {
		return Optional.ofNullable(BY_CODE.get(code));
	}

	@Override
	public String code() {
		return code;
	}

	@Override
	public ProblemTexts texts() {
		return TEXTS;
	}

	@Override
	public Severity severity() {
		return this == NOT_RUN ? Severity.WARNING : this == RUN_OTHERWISE ? Severity.INFO : Severity.ERROR;
	}

	/** @return the problem; its place is the file */
	public Diagnostic at(Path file, String message) {
		return at(Location.ofFile(file.toString()), message);
	}

	/** @return the problem, at its place in a text */
	public Diagnostic at(Location location, String message) {
		return at(location, severity(), message);
	}

	/** @return the problem, at its place in a text, as bad as it is there */
	Diagnostic at(Location location, Severity severity, String message) {
		return new Diagnostic(code, severity, location, message(message), remedy());
	}
}
