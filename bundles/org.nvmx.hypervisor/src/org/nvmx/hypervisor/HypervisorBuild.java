// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.nvmx.hypervisor.internal.SpaceFreeNames;
import org.nvmx.hypervisor.log.BuildLog;
import org.nvmx.hypervisor.process.CommandRun;
import org.nvmx.hypervisor.process.FolderLock;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

/**
 * Builds the hypervisor and its guests with the host's C toolchain; what is up to date is not built again.
 *
 * @param sources       what is built
 * @param configuration the folder that holds {@code nvmx_config.h}
 * @param output        gets {@code nvmx.elf} and {@code guests/*.elf}; need not exist
 * @param compiler      which C compiler
 */
public record HypervisorBuild(HypervisorSources sources, Path configuration, Path output, Compiler compiler) {

	public HypervisorBuild {
		configuration = configuration.toAbsolutePath().normalize();
		output = output.toAbsolutePath().normalize();
	}

	/**
	 * What came out.
	 *
	 * @param problems   in the order of the log
	 * @param hypervisor the multiboot image; exists if no problem is an error
	 * @param guests     the folder of the bundled guests
	 */
	public record Result(List<Diagnostic> problems, Path hypervisor, Path guests) {

		/** @return whether nothing usable was built */
		public boolean failed() {
			return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
		}
	}

	/**
	 * Builds. Two builds into one folder wait for each other.
	 *
	 * @param log     gets make's output line by line
	 * @param monitor cancels the build
	 * @throws IOException if make cannot be started
	 * @throws org.eclipse.core.runtime.OperationCanceledException if cancelled
	 */
	public Result build(Consumer<String> log, IProgressMonitor monitor) throws IOException {
		if (!sources.exist()) {
			return failure(HypervisorProblem.SOURCES, sources.folder(), "There is no Makefile in this folder");
		}
		try (FolderLock lock = FolderLock.acquire(output)) {
			return make(log, monitor);
		} catch (FileSystemException e) {
			return failure(HypervisorProblem.OUTPUT, output, "The folder cannot be written to: " + e.getMessage());
		}
	}

	private Result make(Consumer<String> log, IProgressMonitor monitor) throws IOException {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		try (SpaceFreeNames names = new SpaceFreeNames(temporary, output)) {
			// Not -C: make would ask the system for the folder's real name, blanks and all.
			List<String> command = List.of("make", "-f", names.alias(sources.folder()).resolve("Makefile").toString(),
					"-j" + Runtime.getRuntime().availableProcessors(), "--output-sync=target", "O=" + names.alias(output),
					"CONFIG=" + names.alias(configuration), "CC=" + compiler.command());
			CommandRun.Result result = new CommandRun(command, temporary, Map.of("MAKEFLAGS", "")).run(log, monitor);
			List<Diagnostic> problems = new BuildLog(file -> sourceFile(names.real(file))).problems(result.lines());
			if (result.exitCode() != 0 && problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR)) {
				return failure(HypervisorProblem.MAKE, sources.folder(), "make ends with exit code " + result.exitCode());
			}
			return new Result(problems, output.resolve("nvmx.elf"), output.resolve("guests"));
		}
	}

	/** The linker names sources as the compiler noted them in its debugging information: relative to nowhere in particular. */
	private String sourceFile(String file) {
		return sources.folder().resolve(file).normalize().toString();
	}

	private Result failure(HypervisorProblem problem, Path where, String message) {
		return new Result(List.of(problem.at(Location.ofFile(where.toString()), Severity.ERROR, message)), output.resolve("nvmx.elf"),
				output.resolve("guests"));
	}
}
