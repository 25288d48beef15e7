// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.nvmx.dsl.ide.ScenarioLanguageServer;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.generator.allocation.scenario.AllocationExplanations;
import org.nvmx.target.run.ProductChecks;

import picocli.CommandLine.Command;

/** {@code nvmx lsp}. */
@Command(name = "lsp", description = "Serves the Language Server Protocol on standard input and output, for editors other than Eclipse.")
final class LspCommand implements Callable<Integer> {

	@Override
	public Integer call() throws InterruptedException, ExecutionException {
		ScenarioLanguageServer.serve(ScenarioLanguageServices.create(new AllocationExplanations(), ProductChecks.all()));
		return ExitCode.FINE;
	}
}
