// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.diagnostic.Diagnostic;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx check}. */
@Command(name = "check", description = "Checks scenarios. Prints one line for each problem: file:line:column: severity: message; remedy [code].")
final class CheckCommand implements Callable<Integer> {

	@Parameters(arity = "1..*", paramLabel = "SCENARIO", description = "Scenario files, *.nvmx.")
	private List<String> scenarios;

	@Option(names = "--format", paramLabel = "text|json", defaultValue = "text", description = "How problems are printed; default: text.")
	private DiagnosticPrinter.Format format;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		List<Diagnostic> diagnostics = new ArrayList<>();
		for (String scenario : scenarios) {
			diagnostics.addAll(ScenarioReader.create().read(ScenarioFiles.require(spec, scenario)).diagnostics());
		}
		new DiagnosticPrinter(spec.commandLine().getOut()).print(diagnostics, format);
		return DiagnosticPrinter.hasErrors(diagnostics) ? ExitCode.PROBLEMS : ExitCode.FINE;
	}
}
