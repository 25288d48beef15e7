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
import org.nvmx.dsl.ComposedScenario;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.acrn.ScenarioComments;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.target.run.ProductChecks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

	@Option(names = "--onto-launch", paramLabel = "LAUNCH.xml",
			description = "With --onto, for v2: the launch file that was imported with it; the same is kept there.")
	private String launchOrigin;

	@Option(names = "--strict", description = "Write nothing if the release cannot say everything.")
	private boolean strict;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		ScenarioDocument document = ProductChecks.reader().read(InputFile.require(spec, scenario, InputFile.SCENARIO));
		List<Diagnostic> diagnostics = new ArrayList<>(document.diagnostics());
		document.lackOfScenario().ifPresent(diagnostics::add);
		DiagnosticPrinter printer = new DiagnosticPrinter(spec.commandLine().getErr());
		AcrnFiles files = new AcrnFiles();
		Optional<XmlDocument> base = Optional.ofNullable(origin).flatMap(file -> files.read(InputFile.require(spec, file, InputFile.XML)));
		Optional<XmlDocument> launch = Optional.ofNullable(launchOrigin).flatMap(file -> files.read(InputFile.require(spec, file, InputFile.XML)));
		diagnostics.addAll(files.diagnostics());
		if (DiagnosticPrinter.hasErrors(diagnostics)) {
			printer.print(diagnostics, DiagnosticPrinter.Format.TEXT);
			return ExitCode.PROBLEMS;
		}
		requireFittingLaunchFile(launch);
		ComposedScenario composed = document.composed().orElseThrow();
		ScenarioExport export = export(composed, base, launch);
		export.diagnostics().stream().map(composed.places()::told).forEach(diagnostics::add);
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

	/** An export onto the original has the original's comments. */
	private static ScenarioExport withComments(ScenarioExport export, Scenario model, TextModelSource source) {
		ScenarioComments.addTo(export.document(), model, source);
		return export;
	}

	private void write(String name, XmlDocument document) throws CommandFailedException {
		Path file = output.resolve(name);
		TextOutput.write(file, new XmlWriter().write(document), true);
		spec.commandLine().getOut().println("written " + file);
	}

	/** A launch file is kept as it is, so it has to be of the release, and of the scenario that goes with it. */
	private void requireFittingLaunchFile(Optional<XmlDocument> launch) throws CommandFailedException {
		if (launchOrigin == null) {
			return;
		}
		if (origin == null || dialect.isV3()) {
			throw new ParameterException(spec.commandLine(), origin == null ? "--onto-launch goes with --onto: name the scenario's XML, too"
					: "ACRN " + dialect + " has no launch files; leave --onto-launch out");
		}
		String vm = dialect == Dialect.V2_7 ? "user_vm" : "uos";
		if (launch.isPresent() && launch.get().root().children().stream().anyMatch(settings -> !settings.name().equals(vm))) {
			throw new CommandFailedException("'" + launchOrigin + "' is not a launch file of ACRN " + dialect + ", which has settings of VMs in '" + vm
					+ "' elements alone; leave --onto-launch out to write a new one");
		}
	}

	private ScenarioExport export(ComposedScenario composed, Optional<XmlDocument> base, Optional<XmlDocument> launch) {
		Scenario model = composed.scenario();
		ScenarioXmlExport exporter = new ScenarioXmlExport(dialect);
		TextModelSource source = composed.places();
		return base.map(xml -> exporter.export(model, source, xml, new DialectInference().infer(xml.root()).dialect(), launch))
				.orElseGet(() -> withComments(exporter.export(model, source), model, source));
	}
}
