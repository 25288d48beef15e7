// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.nvmx.hypervisor.Compiler;
import org.nvmx.hypervisor.HypervisorSources;
import org.nvmx.target.Target;
import org.nvmx.target.Targets;
import org.nvmx.target.run.RunRequest;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The options of the commands that build the hypervisor. */
final class RunOptions {

	/** Names the example that is run when no scenario is given; a system property that the script sets. */
	private static final String DEFAULT_SCENARIO_PROPERTY = "org.nvmx.cli.defaultScenario";

	@Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "A scenario file, *.nvmx; default: the example nested-hello.")
	private String scenario;

	@Option(names = { "-o", "--output" }, paramLabel = "FOLDER", description = "Where all that is made goes; default: build/<name> beside the scenario.")
	private Path output;

	@Option(names = "--target", paramLabel = "bochs|qemu", defaultValue = "bochs", description = "Where to run; default: bochs.")
	private String target;

	@Option(names = "--cpu-model", paramLabel = "MODEL", description = "The emulated processor; Bochs has tigerlake (default) and corei7_skylake_x.")
	private String cpuModel;

	@Option(names = "--compiler", paramLabel = "gcc|clang", defaultValue = "gcc", description = "Builds the hypervisor; default: gcc.")
	private Compiler compiler;

	@Option(names = "--bare", description = "Run the guest alone on the emulated CPU, without the hypervisor under it.")
	private boolean bare;

	/**
	 * What the options ask for.
	 *
	 * @throws ParameterException     if they do not fit together
	 * @throws CommandFailedException if the hypervisor's sources cannot be had
	 */
	RunRequest request(CommandSpec command) throws CommandFailedException {
		Path file = scenario(command);
		Target where = Targets.byId(target).orElseThrow(() -> new ParameterException(command.commandLine(), "There is no target '" + target
				+ "'; there are: " + Targets.all().stream().map(Target::id).collect(Collectors.joining(", "))));
		String model = cpuModel == null ? where.cpuModels().get(0) : cpuModel;
		if (!where.cpuModels().contains(model)) {
			throw new ParameterException(command.commandLine(), "The target " + target + " has no CPU model '" + model + "'; it has: "
					+ String.join(", ", where.cpuModels()));
		}
		Path folder = output == null ? RunRequest.defaultOutput(file) : output.toAbsolutePath().normalize();
		RunRequest.Stack stack = bare ? RunRequest.Stack.BARE : RunRequest.Stack.UNDER_L0;
		return new RunRequest(file, folder, where, model, stack, sources(), compiler);
	}

	private Path scenario(CommandSpec command) {
		String name = scenario == null ? System.getProperty(DEFAULT_SCENARIO_PROPERTY) : scenario;
		if (name == null) {
			throw new ParameterException(command.commandLine(), "Which scenario? Name a *.nvmx file");
		}
		return InputFile.require(command, name, InputFile.SCENARIO);
	}

	/** Outside a checkout they are unpacked into the user's folder for caches; see the XDG Base Directory Specification. */
	private static HypervisorSources sources() throws CommandFailedException {
		String cache = System.getenv("XDG_CACHE_HOME");
		Path folder = cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
		try {
			return HypervisorSources.locate(folder.resolve("nvmx"));
		} catch (IOException e) {
			throw new CommandFailedException("the hypervisor's sources cannot be had: " + e.getMessage());
		}
	}
}
