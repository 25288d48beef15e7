// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;
import java.util.List;

import org.eclipse.core.runtime.OperationCanceledException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code nvmx}: every job of the IDE without the IDE. */
@Command(name = "nvmx", header = "Write a scenario, run it, watch a guest hypervisor run its own guest.", synopsisSubcommandLabel = "COMMAND",
		subcommands = { RunCommand.class, CheckCommand.class, GenerateCommand.class, BuildCommand.class, ImportCommand.class, ExportCommand.class,
				UpgradeCommand.class, ExplainCommand.class, DoctorCommand.class, LspCommand.class,
				HelpCommand.class, VersionCommand.class },
		footerHeading = "%nExit codes: ", footer = "0 fine, 1 problems found, 2 wrong usage, 3 this host lacks something.")
public final class Main implements Runnable {

	@Spec
	private CommandSpec spec;

	/** Runs the command and ends the virtual machine with its exit code. */
	public static void main(String[] arguments) {
		System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
	}

	/**
	 * Runs the command.
	 *
	 * @return one of {@link ExitCode}
	 */
	public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
		return commandLine().setOut(out).setErr(err).execute(arguments);
	}

	static CommandLine commandLine() {
		CommandLine line = new CommandLine(new Main());
		line.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(110).setUsageHelpAutoWidth(false);
		line.setParameterExceptionHandler(wrongUsage()).setExecutionExceptionHandler(failure());
		return line;
	}

	/** Without a command there is nothing to do. */
	@Override
	public void run() {
		throw new ParameterException(spec.commandLine(), "Which command? See: nvmx help");
	}

	/** One line says what is wrong, one where to read on. */
	private static IParameterExceptionHandler wrongUsage() {
		return (problem, arguments) -> {
			CommandLine line = problem.getCommandLine();
			PrintWriter err = line.getErr();
			err.println("nvmx: " + message(problem, arguments));
			if (!UnmatchedArgumentException.printSuggestions(problem, err)) {
				err.println("Usage: " + line.getHelp().synopsis(0).strip());
			}
			return ExitCode.USAGE;
		};
	}

	/** What is wrong, in the words of this program where picocli's would mislead: it misses the scenario before it sees a mistyped option. */
	private static String message(ParameterException problem, String[] arguments) {
		CommandLine line = problem.getCommandLine();
		if (problem instanceof UnmatchedArgumentException unmatched && line.getParent() == null && !unmatched.isUnknownOption()) {
			return "There is no command '" + unmatched.getUnmatched().get(0) + "'; see: nvmx help";
		}
		if (problem instanceof MissingParameterException) {
			for (String argument : arguments) {
				String option = argument.split("=", 2)[0];
				if (option.startsWith("-") && line.getCommandSpec().findOption(option) == null) {
					return "Unknown option: '" + option + "'";
				}
			}
		}
		return firstLine(problem.getMessage());
	}

	/** The last boundary: whatever gets here is ours to repair, and the user gets words, not a stack trace. */
	private static IExecutionExceptionHandler failure() {
		return (problem, line, arguments) -> {
			if (problem instanceof OperationCanceledException) {
				return ExitCode.INTERRUPTED;
			}
			line.getErr().println("nvmx: " + describe(problem));
			return ExitCode.PROBLEMS;
		};
	}

	private static String describe(Exception problem) {
		if (problem instanceof CommandFailedException failed) {
			return failed.getMessage();
		}
		List<StackTraceElement> trace = List.of(problem.getStackTrace());
		String place = trace.isEmpty() ? "" : " at " + trace.get(0);
		return "internal error: " + problem + place + "; please report it with the scenario";
	}

	private static String firstLine(String text) {
		return text.lines().findFirst().orElse("wrong usage");
	}
}
