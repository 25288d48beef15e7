// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx help [COMMAND]}. */
@Command(name = "help", description = "Tells how to use nvmx or one of its commands.")
final class HelpCommand implements Callable<Integer> {

	@Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to tell about.")
	private String command;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		CommandLine top = spec.parent().commandLine();
		CommandLine about = command == null ? top : top.getSubcommands().get(command);
		if (about == null) {
			throw new ParameterException(spec.commandLine(), "There is no command '" + command + "'");
		}
		about.usage(spec.commandLine().getOut());
		return ExitCode.FINE;
	}
}
