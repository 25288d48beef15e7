// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.concurrent.Callable;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.nvmx.target.run.PreparedMachine;
import org.nvmx.target.run.ProductChecks;
import org.nvmx.target.run.RunRefusedException;
import org.nvmx.target.run.ScenarioRun;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nvmx build}. */
@Command(name = "build", description = "Builds the hypervisor for a scenario and the boot medium, and starts nothing.")
final class BuildCommand implements Callable<Integer> {

	@Mixin
	private RunOptions options;

	@Option(names = { "-v", "--verbose" }, description = "Show the output of make.")
	private boolean verbose;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		RunReport report = new RunReport(spec.commandLine().getErr(), verbose);
		try {
			PreparedMachine machine = new ScenarioRun(options.request(spec), ProductChecks.reader(), report).prepare(new NullProgressMonitor());
			spec.commandLine().getOut().println(machine.spec().bootMedium());
			return ExitCode.FINE;
		} catch (RunRefusedException e) {
			return report.refused(e);
		}
	}
}
