// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.upgrade.ScenarioXmlUpgrade;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.model.diagnostic.Diagnostic;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx upgrade}. */
@Command(name = "upgrade", description = { "Brings ACRN's scenario XML, with its launch files, to a newer release.",
		"Comments and unknown elements stay; what has no counterpart is listed, each at its place in the old file." })
final class UpgradeCommand implements Callable<Integer> {

	@Parameters(paramLabel = "OLD.xml", description = "ACRN's scenario of any release.")
	private String old;

	@Option(names = "--launch", paramLabel = "LAUNCH.xml", description = "A launch file of v2 that belongs to the scenario; may be given several times.")
	private List<String> launches = List.of();

	@Option(names = "--to", paramLabel = "RELEASE", required = true, converter = DialectConverter.class, description = "The release of ACRN: 3.0 to 3.4.")
	private Dialect target;

	@Option(names = { "-o", "--output" }, paramLabel = "NEW.xml", required = true, description = "The scenario to write.")
	private Path output;

	@Option(names = "--force", description = "Replace a file that exists.")
	private boolean force;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		if (!target.isV3()) {
			throw new ParameterException(spec.commandLine(), "Scenarios are upgraded to ACRN v3.0 and later, not to " + target);
		}
		AcrnFiles files = new AcrnFiles();
		Optional<XmlDocument> document = files.read(InputFile.require(spec, old, InputFile.XML));
		List<XmlDocument> settings = files.readAll(launches.stream().map(launch -> InputFile.require(spec, launch, InputFile.XML)).toList());
		DiagnosticPrinter printer = new DiagnosticPrinter(spec.commandLine().getErr());
		printer.print(files.diagnostics(), DiagnosticPrinter.Format.TEXT);
		if (document.isEmpty() || settings.size() < launches.size()) {
			return ExitCode.PROBLEMS;
		}
		Optional<Diagnostic> refusal = ScenarioXmlCheck.refusal(document.get());
		if (refusal.isPresent()) {
			printer.print(List.of(refusal.get()), DiagnosticPrinter.Format.TEXT);
			return ExitCode.PROBLEMS;
		}
		DialectInference.Inference inference = new DialectInference().infer(document.get().root());
		spec.commandLine().getErr().println("nvmx: " + old + " is written for " + inference.describe());
		if (inference.dialect().compareTo(target) > 0) {
			throw new CommandFailedException("'" + old + "' is newer than ACRN " + target + "; import it and export it for the older release");
		}
		ScenarioXmlUpgrade.Upgrade upgrade = new ScenarioXmlUpgrade(target).upgrade(document.get(), inference.dialect(), settings);
		printer.print(upgrade.diagnostics(), DiagnosticPrinter.Format.TEXT);
		TextOutput.write(output, new XmlWriter().write(upgrade.document()), force);
		spec.commandLine().getOut().println("written " + output);
		return ExitCode.FINE;
	}
}
