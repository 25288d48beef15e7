// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.generator.allocation.scenario.ScenarioPlan;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.target.run.ProductChecks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx explain}. */
@Command(name = "explain", description = { "Shows who owns which CPU, memory, address, port and cache way of the machine, and why.",
		"ACRN's XML is imported first; what the import leaves behind is listed.",
		"A scenario with errors is explained as far as it can be read; the exit code is 1 then." })
final class ExplainCommand implements Callable<Integer> {

	@Parameters(paramLabel = "SCENARIO", description = "A scenario, *.nvmx, or ACRN's scenario, *.xml.")
	private String scenario;

	@Option(names = "--board", paramLabel = "BOARD.xml", description = "The board; default: the one that the scenario names, if it is beside it.")
	private String board;

	@Spec
	private CommandSpec spec;

	private final AcrnFiles files = new AcrnFiles();
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	/** What was read. */
	private record Input(Scenario scenario, ScenarioPlan plan) {
	}

	@Override
	public Integer call() {
		Path file = InputFile.require(spec, scenario, InputFile.SCENARIO, InputFile.XML);
		Optional<Input> input = InputFile.isScenario(file) ? ofScenario(file) : files.read(file).flatMap(this::ofXml);
		Optional<Board> named = board == null ? input.flatMap(known -> files.boardOf(file, Optional.ofNullable(known.scenario().getBoard()).orElse("")))
				: files.board(InputFile.require(spec, board, InputFile.XML));
		diagnostics.addAll(files.diagnostics());
		new DiagnosticPrinter(spec.commandLine().getErr()).print(diagnostics, DiagnosticPrinter.Format.TEXT);
		if (input.isEmpty()) {
			return ExitCode.PROBLEMS;
		}
		AllocationReport report = ScenarioAllocator.allocate(input.get().plan().on(named));
		spec.commandLine().getOut().print(report.toText());
		if (named.isEmpty()) {
			spec.commandLine().getOut().println("\nThe board is not known, and what depends on it is left out; name it with --board.");
		}
		spec.commandLine().getOut().flush();
		return report.problems().isEmpty() && !DiagnosticPrinter.hasErrors(diagnostics) ? ExitCode.FINE : ExitCode.PROBLEMS;
	}

	/** A scenario that breaks rules is explained all the same: who owns what is often how one finds out why. */
	private Optional<Input> ofScenario(Path file) {
		ScenarioDocument document = ProductChecks.reader().read(file);
		diagnostics.addAll(document.diagnostics());
		document.lackOfScenario().ifPresent(diagnostics::add);
		return document.scenario().filter(model -> !document.hasSyntaxErrors()).map(model -> new Input(model, ScenarioPlan.of(model)));
	}

	private Optional<Input> ofXml(XmlDocument document) {
		Optional<Diagnostic> refusal = ScenarioXmlCheck.refusal(document);
		if (refusal.isPresent()) {
			diagnostics.add(refusal.get());
			return Optional.empty();
		}
		Dialect release = new DialectInference().infer(document.root()).dialect();
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document, release);
		diagnostics.addAll(read.diagnostics());
		return Optional.of(new Input(read.scenario(), ScenarioPlan.of(read.scenario(), release)));
	}
}
