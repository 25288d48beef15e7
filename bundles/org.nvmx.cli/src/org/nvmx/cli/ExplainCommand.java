// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.generator.allocation.acrn.ScenarioXmlPlan;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx explain}. */
@Command(name = "explain", description = "Shows who owns which CPU, memory, address, port and cache way of the machine, and why.")
final class ExplainCommand implements Callable<Integer> {

	@Parameters(paramLabel = "SCENARIO", description = "A scenario, *.nvmx, or ACRN's scenario, *.xml.")
	private String scenario;

	@Option(names = "--board", paramLabel = "BOARD.xml", description = "The board; default: the one that the scenario names, if it is beside it.")
	private String board;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		Path file = InputFile.require(spec, scenario, InputFile.SCENARIO, InputFile.XML);
		AcrnFiles files = new AcrnFiles();
		List<Diagnostic> diagnostics = new ArrayList<>();
		Optional<ScenarioXml> xml = InputFile.isScenario(file) ? ofScenario(file, diagnostics)
				: files.read(file).map(document -> new ScenarioXml(document, new DialectInference().infer(document.root()).dialect()));
		Optional<Board> named = board == null ? xml.flatMap(known -> files.boardOf(file, boardName(known.document())))
				: files.board(InputFile.require(spec, board, InputFile.XML));
		diagnostics.addAll(files.diagnostics());
		new DiagnosticPrinter(spec.commandLine().getErr()).print(diagnostics, DiagnosticPrinter.Format.TEXT);
		if (xml.isEmpty() || DiagnosticPrinter.hasErrors(diagnostics)) {
			return ExitCode.PROBLEMS;
		}
		AllocationReport report = ScenarioAllocator.allocate(ScenarioXmlPlan.of(xml.get(), named));
		spec.commandLine().getOut().print(report.toText());
		if (named.isEmpty()) {
			spec.commandLine().getOut().println("\nThe board is not known, and what depends on it is left out; name it with --board.");
		}
		spec.commandLine().getOut().flush();
		return report.problems().isEmpty() ? ExitCode.FINE : ExitCode.PROBLEMS;
	}

	private static String boardName(XmlDocument document) {
		return document.root().attribute("board").orElse("");
	}

	/** What the newest release makes of it: that one allocates most. */
	private static Optional<ScenarioXml> ofScenario(Path file, List<Diagnostic> diagnostics) {
		ScenarioDocument document = ScenarioReader.create().read(file);
		diagnostics.addAll(document.diagnostics());
		if (document.hasErrors()) {
			return Optional.empty();
		}
		Dialect dialect = Dialect.V3_3;
		return document.scenario().map(model -> new ScenarioXml(new ScenarioXmlExport(dialect).export(model, new ScenarioSource(document)).document(), dialect));
	}
}
