// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.dsl.acrn.ScenarioComments;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx import}. */
@Command(name = "import", description = { "Makes a scenario of ACRN's scenario XML of any release.",
		"Comments come with it. What the scenario does not say is listed; nvmx export --onto SCENARIO.xml keeps it.",
		"v2 has settings of post-launched VMs in launch files: name them, too.",
		"With a board the scenario names it, and what the board does not have is said." })
final class ImportCommand implements Callable<Integer> {

	@Parameters(paramLabel = "SCENARIO.xml", description = "ACRN's scenario.")
	private String xml;

	@Option(names = "--board", paramLabel = "BOARD.xml", description = "The board that the scenario is for; default: the name of one that the scenario has.")
	private String board;

	@Option(names = "--launch", paramLabel = "LAUNCH.xml", description = "A launch file of v2 that belongs to the scenario; may be given several times.")
	private List<String> launches = List.of();

	@Option(names = { "-o", "--output" }, paramLabel = "SCENARIO.nvmx", required = true, description = "The scenario to write.")
	private Path output;

	@Option(names = "--force", description = "Replace a scenario that exists.")
	private boolean force;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		Path file = InputFile.require(spec, xml, InputFile.XML);
		AcrnFiles files = new AcrnFiles();
		Optional<XmlDocument> document = files.read(file);
		Optional<Path> boardFile = Optional.ofNullable(board).map(name -> InputFile.require(spec, name, InputFile.XML));
		Optional<Board> machine = boardFile.flatMap(files::board);
		List<XmlDocument> settings = files.readAll(launches.stream().map(launch -> InputFile.require(spec, launch, InputFile.XML)).toList());
		PrintWriter err = spec.commandLine().getErr();
		DiagnosticPrinter printer = new DiagnosticPrinter(err);
		printer.print(files.diagnostics(), DiagnosticPrinter.Format.TEXT);
		if (document.isEmpty() || settings.size() < launches.size() || boardFile.isPresent() && machine.isEmpty()) {
			return ExitCode.PROBLEMS;
		}
		Optional<Diagnostic> refusal = ScenarioXmlCheck.refusal(document.get());
		if (refusal.isPresent()) {
			printer.print(List.of(refusal.get()), DiagnosticPrinter.Format.TEXT);
			return ExitCode.PROBLEMS;
		}
		DialectInference.Inference inference = new DialectInference().infer(document.get().root());
		err.println("nvmx: " + file + " is written for " + inference.describe());
		if (inference.dialect().isV3() && !launches.isEmpty()) {
			throw new CommandFailedException("'" + file + "' has the launch settings itself, as ACRN v3 does; leave --launch out");
		}
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document.get(), inference.dialect(), settings);
		printer.print(read.diagnostics(), DiagnosticPrinter.Format.TEXT);
		if (machine.isPresent()) {
			printer.print(missingOn(machine.get(), document.get(), inference.dialect()), DiagnosticPrinter.Format.TEXT);
			read.scenario().setBoard(BoardCatalogue.name(boardFile.get()));
		}
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(read.scenario());
		TextOutput.write(output, ScenarioComments.addTo(ScenarioWriter.create().write(model), document.get(), inference.dialect()), force);
		spec.commandLine().getOut().println("written " + output);
		if (machine.isPresent() && files.boardOf(output, read.scenario().getBoard()).isEmpty()) {
			err.println("nvmx: a scenario finds its board by name: copy " + boardFile.get() + " beside " + output + ", or into a folder boards there");
		}
		return ExitCode.FINE;
	}

	/** @return what the rules say for the board only: CPUs, devices and caches that it does not have, more memory than it has */
	private static List<Diagnostic> missingOn(Board board, XmlDocument document, Dialect dialect) {
		ScenarioXmlCheck check = new ScenarioXmlCheck();
		Set<Diagnostic> anyway = Set.copyOf(check.check(document, dialect, Optional.empty()));
		return check.check(document, dialect, Optional.of(board)).stream().filter(problem -> !anyway.contains(problem)).toList();
	}
}
