// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.scenario.ScenarioExport;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.acrn.TextModelSource;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx export}. */
@Command(name = "export", description = { "Writes ACRN's scenario XML for a release.",
		"What the release cannot say is listed, each at its place in the scenario, with the closest substitute.",
		"For v2, settings of post-launched VMs go to a launch file beside the scenario." })
final class ExportCommand implements Callable<Integer> {

	private static final String LAUNCH = "launch.xml";

	@Parameters(paramLabel = "SCENARIO.nvmx", description = "The scenario.")
	private String scenario;

	@Option(names = "--dialect", paramLabel = "RELEASE", required = true, converter = DialectConverter.class, description = "The release of ACRN: 2.4 to 2.7, 3.0 to 3.4.")
	private Dialect dialect;

	@Option(names = { "-o", "--output" }, paramLabel = "FOLDER", required = true, description = "Where to; the files are called scenario.xml and launch.xml.")
	private Path output;

	@Option(names = "--onto", paramLabel = "SCENARIO.xml",
			description = "The XML that the scenario was imported from: its comments and what the scenario has no words for stay at their place.")
	private String origin;

	@Option(names = "--strict", description = "Write nothing if the release cannot say everything.")
	private boolean strict;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		ScenarioDocument document = ScenarioReader.create().read(InputFile.require(spec, scenario, InputFile.SCENARIO));
		List<Diagnostic> diagnostics = new ArrayList<>(document.diagnostics());
		DiagnosticPrinter printer = new DiagnosticPrinter(spec.commandLine().getErr());
		Optional<XmlDocument> base = Optional.empty();
		if (origin != null) {
			AcrnFiles files = new AcrnFiles();
			base = files.read(InputFile.require(spec, origin, InputFile.XML));
			diagnostics.addAll(files.diagnostics());
		}
		if (DiagnosticPrinter.hasErrors(diagnostics)) {
			printer.print(diagnostics, DiagnosticPrinter.Format.TEXT);
			return ExitCode.PROBLEMS;
		}
		ScenarioExport export = export(document, base);
		diagnostics.addAll(export.diagnostics());
		printer.print(diagnostics, DiagnosticPrinter.Format.TEXT);
		if (strict && !export.diagnostics().isEmpty()) {
			throw new CommandFailedException("ACRN " + dialect + " cannot say all of the scenario, and nothing is written; leave --strict out to write the rest");
		}
		write("scenario.xml", export.document());
		if (export.launch().isPresent()) {
			write(LAUNCH, export.launch().get());
		} else if (Files.exists(output.resolve(LAUNCH))) {
			spec.commandLine().getErr().println("nvmx: " + output.resolve(LAUNCH) + " is not of this export, which has no launch settings");
		}
		return ExitCode.FINE;
	}

	private void write(String name, XmlDocument document) throws CommandFailedException {
		Path file = output.resolve(name);
		TextOutput.write(file, new XmlWriter().write(document), true);
		spec.commandLine().getOut().println("written " + file);
	}

	private ScenarioExport export(ScenarioDocument document, Optional<XmlDocument> base) {
		Scenario model = document.scenario().orElseThrow();
		ScenarioXmlExport exporter = new ScenarioXmlExport(dialect);
		TextModelSource source = new TextModelSource(new SourceText(document.file(), document.text()));
		return base.map(xml -> exporter.export(model, source, xml, new DialectInference().infer(xml.root()).dialect()))
				.orElseGet(() -> exporter.export(model, source));
	}
}
