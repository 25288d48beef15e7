// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.generator.GeneratedFolder;
import org.nvmx.generator.GenerationOptions;
import org.nvmx.generator.ScenarioGenerator;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.target.run.ProductChecks;
import org.nvmx.target.run.RunRequest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx generate}. */
@Command(name = "generate", description = "Generates all that is made from a scenario: ACRN's XML, the hypervisor's configuration, launch scripts.")
final class GenerateCommand implements Callable<Integer> {

	@Parameters(paramLabel = "SCENARIO", description = "A scenario file, *.nvmx.")
	private String scenario;

	@Option(names = "--board", paramLabel = "BOARD.xml", description = "The board; default: the one that the scenario names.")
	private String board;

	@Option(names = "--dialect", paramLabel = "RELEASE", converter = DialectConverter.class,
			description = "The release of ACRN that its XML is for: 2.4 to 2.7, 3.0 to 3.4; default: 2.6, as the user guide has it.")
	private Dialect dialect = GenerationOptions.DEFAULT.dialect();

	@Option(names = { "-o", "--output" }, paramLabel = "FOLDER", description = "Where to; default: build/<name>/generated beside the scenario.")
	private Path output;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		Path file = InputFile.require(spec, scenario, InputFile.SCENARIO);
		ScenarioDocument document = ProductChecks.reader().read(file);
		List<Diagnostic> diagnostics = new ArrayList<>(document.diagnostics());
		document.lackOfScenario().ifPresent(diagnostics::add);
		new DiagnosticPrinter(spec.commandLine().getErr()).print(diagnostics, DiagnosticPrinter.Format.TEXT);
		if (DiagnosticPrinter.hasErrors(diagnostics)) {
			return ExitCode.PROBLEMS;
		}
		Scenario model = document.scenario().orElseThrow();
		AcrnFiles files = new AcrnFiles();
		Optional<Board> machine = board == null ? new BoardCatalogue().boardOf(model, file) : files.board(InputFile.require(spec, board, InputFile.XML));
		new DiagnosticPrinter(spec.commandLine().getErr()).print(files.diagnostics(), DiagnosticPrinter.Format.TEXT);
		if (board != null && machine.isEmpty()) {
			return ExitCode.PROBLEMS;
		}
		Path folder = output == null ? RunRequest.defaultOutput(file).resolve("generated") : output;
		return report(folder, update(folder, model, machine));
	}

	private GeneratedFolder.Update update(Path folder, Scenario model, Optional<Board> machine) throws CommandFailedException {
		try {
			return new GeneratedFolder(folder)
					.update(new ScenarioGenerator().generate(model, machine, new GenerationOptions(dialect, GenerationOptions.DEFAULT.exitWhenIdle())));
		} catch (IOException e) {
			throw new CommandFailedException("cannot write to " + folder + ": " + e.getMessage() + "; choose another folder with --output");
		}
	}

	private int report(Path folder, GeneratedFolder.Update update) {
		PrintWriter out = spec.commandLine().getOut();
		update.written().forEach(path -> out.println("written " + folder.resolve(path)));
		update.removed().forEach(path -> out.println("removed " + folder.resolve(path)));
		update.preserved().forEach(path -> out.println("kept your changes in " + folder.resolve(path)));
		if (update.written().isEmpty() && update.removed().isEmpty()) {
			out.println("up to date: " + folder);
		}
		for (String path : update.refused()) {
			spec.commandLine().getErr().println("nvmx: " + folder.resolve(path) + " is not a generated file and is left alone; move it away");
		}
		return update.refused().isEmpty() ? ExitCode.FINE : ExitCode.PROBLEMS;
	}
}
