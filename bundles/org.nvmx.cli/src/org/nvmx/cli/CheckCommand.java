// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.quickfix.SafeFixes;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.explanation.ExplanationSource;
import org.nvmx.target.run.ProductChecks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nvmx check}. */
@Command(name = "check", description = { "Checks scenarios, and ACRN's scenario and board XML of any release.",
		"Prints one line for each problem: file:line:column: severity: message; remedy [code]." })
final class CheckCommand implements Callable<Integer> {

	@Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenarios, *.nvmx, or ACRN's files, *.xml.")
	private List<String> files;

	@Option(names = "--board", paramLabel = "BOARD.xml", description = "The board of ACRN's scenarios; default: the one they name, if it is beside them.")
	private String board;

	@Option(names = "--format", paramLabel = "text|json|sarif", defaultValue = "text", description = "How problems are printed; default: text.")
	private DiagnosticPrinter.Format format;

	@Option(names = "--fix", description = { "Mend what has exactly one fix that needs no choice, and tell each; a scenario with errors of syntax is left alone.",
			"ACRN's XML is never changed." })
	private boolean fix;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		List<Path> inputs = files.stream().map(file -> InputFile.require(spec, file, InputFile.SCENARIO, InputFile.XML)).toList();
		AcrnFiles xml = new AcrnFiles();
		Optional<Board> named = Optional.ofNullable(board).flatMap(file -> xml.board(InputFile.require(spec, file, InputFile.XML)));
		List<Diagnostic> diagnostics = new ArrayList<>();
		ScenarioReader scenarios = ProductChecks.reader();
		if (fix) {
			// Before any is checked: one may import another.
			for (Path file : inputs.stream().filter(InputFile::isScenario).toList()) {
				mend(file, scenarios.read(file).text());
			}
		}
		for (Path file : inputs) {
			if (InputFile.isScenario(file)) {
				diagnostics.addAll(scenarios.read(file).diagnostics());
			} else {
				xml.check(file, named);
			}
		}
		diagnostics.addAll(xml.diagnostics());
		new DiagnosticPrinter(spec.commandLine().getOut()).print(diagnostics, format);
		return DiagnosticPrinter.hasErrors(diagnostics) ? ExitCode.PROBLEMS : ExitCode.FINE;
	}

	/** Told on the error stream, so that the problems that are left can be read by programs. */
	private void mend(Path file, String text) throws CommandFailedException {
		SafeFixes.Result mended = ScenarioLanguageServices.create(ExplanationSource.NONE, ProductChecks.all()).fixSafely(text, file);
		mended.applied().forEach(line -> spec.commandLine().getErr().println("mended " + line));
		if (!mended.text().equals(text)) {
			TextOutput.write(file, mended.text(), true);
		}
	}
}
