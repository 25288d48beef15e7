// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx help [COMMAND|CODE]}. */
@Command(name = "help", description = "Tells how to use nvmx or one of its commands, or about a problem by its code.")
final class HelpCommand implements Callable<Integer> {

	@Parameters(arity = "0..1", paramLabel = "COMMAND|CODE", description = "The command to tell about, or a problem's code, such as NVMX0101.")
	private String command;

	@Option(names = "--pages", paramLabel = "FOLDER", hidden = true, description = "Writes the pages of all codes into docs/rules of a checkout.")
	private Path pages;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		if (pages != null) {
			return writePages();
		}
		Optional<ProblemPage> page = Optional.ofNullable(command).flatMap(ProblemCatalogue::page);
		if (page.isPresent()) {
			spec.commandLine().getOut().print(page.get().toMarkdown(List.of()));
			spec.commandLine().getOut().flush();
			return ExitCode.FINE;
		}
		CommandLine top = spec.parent().commandLine();
		CommandLine about = command == null ? top : top.getSubcommands().get(command);
		if (about == null) {
			throw new ParameterException(spec.commandLine(), "There is no " + (command.matches("(?i)NVMX\\d+") ? "code" : "command") + " '" + command + "'");
		}
		about.usage(spec.commandLine().getOut());
		return ExitCode.FINE;
	}

	private int writePages() throws CommandFailedException {
		Path folder = pages.toAbsolutePath().normalize();
		try {
			Map<String, String> texts = ProblemPages.of(folder.getParent().getParent());
			for (Map.Entry<String, String> page : texts.entrySet()) {
				TextOutput.write(folder.resolve(page.getKey()), page.getValue(), true);
			}
			for (Path left : ProblemPages.pagesIn(folder)) {
				if (!texts.containsKey(left.getFileName().toString())) {
					Files.delete(left);
				}
			}
		} catch (IOException e) {
			throw new CommandFailedException("the folder is not docs/rules of a checkout: " + e.getMessage());
		}
		return ExitCode.FINE;
	}
}
