// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.eclipse.core.runtime.OperationCanceledException;
import org.nvmx.cli.console.ConsoleInput;
import org.nvmx.cli.console.ConsolePrinter;
import org.nvmx.target.run.GuestRun;
import org.nvmx.target.run.GuestRun.Waited;
import org.nvmx.target.run.ProductChecks;
import org.nvmx.target.run.RunRefusedException;
import org.nvmx.target.run.ScenarioRun;
import org.nvmx.target.run.Verdict;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nvmx run}. */
@Command(name = "run", description = "Checks a scenario, builds the hypervisor for it, boots it and shows the machine's consoles. "
		+ "Exits with 0 only if the guest itself says PASS on its console.")
final class RunCommand implements Callable<Integer> {

	@Mixin
	private RunOptions options;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "120",
			description = "End the machine after this time; default: ${DEFAULT-VALUE}. 0 is for ever.")
	private long timeout;

	@Option(names = "--keep", description = "Let the machine run after the guest's verdict, until it switches off or Ctrl-C.")
	private boolean keep;

	@Option(names = "--counters", description = "Show at the end the VM exits by reason, as the hypervisor counted them.")
	private boolean counters;

	@Option(names = { "-v", "--verbose" }, description = "Show the output of make and the emulator's command line.")
	private boolean verbose;

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() throws CommandFailedException {
		if (timeout < 0) {
			throw new ParameterException(spec.commandLine(), "--timeout takes seconds, 0 or more");
		}
		PrintWriter err = spec.commandLine().getErr();
		RunReport report = new RunReport(err, verbose);
		EndOfProgram end = new EndOfProgram();
		try (GuestRun run = new ScenarioRun(options.request(spec), ProductChecks.reader(), report).start(end.monitor())) {
			end.closes(run);
			Waited waited = attach(run, err);
			return end.monitor().isCanceled() ? ExitCode.INTERRUPTED : judge(run, waited, err);
		} catch (RunRefusedException e) {
			return report.refused(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new OperationCanceledException();
		} finally {
			end.reached();
		}
	}

	private Waited attach(GuestRun run, PrintWriter err) throws InterruptedException {
		if (verbose) {
			err.println("nvmx: " + String.join(" ", run.session().commandLine()));
		}
		ConsolePrinter printer = new ConsolePrinter(spec.commandLine().getOut(), System.console() != null);
		run.session().consoles().forEach(printer::show);
		new ConsoleInput(run.session().consoles(), run.guestConsole(), err).start(run.session()::terminate);
		ExitTable exits = counters ? new ExitTable(run.session()) : null;
		Waited waited = await(run);
		if (exits != null) {
			exits.fetch();
		}
		run.close();
		printer.finish();
		if (exits != null) {
			exits.print(err);
		}
		return waited;
	}

	private Waited await(GuestRun run) throws InterruptedException {
		Duration patience = timeout == 0 ? Duration.ofDays(365) : Duration.ofSeconds(timeout);
		Waited waited = run.await(patience);
		return waited == Waited.SPOKEN && keep ? run.awaitEnd(patience) : waited;
	}

	private int judge(GuestRun run, Waited waited, PrintWriter err) {
		String complaint = run.session().ending().join().complaint();
		if (!complaint.isEmpty()) {
			err.println("nvmx: the emulator gave up: " + complaint);
		}
		Verdict verdict = run.verdict();
		err.println("nvmx: " + switch (verdict) {
			case PASS -> run.guest() + " reports success";
			case FAIL -> run.guest() + " reports a failure";
			case NONE -> waited == Waited.TIMED_OUT
					? run.guest() + " has said neither PASS nor FAIL in " + timeout + " s; give it more time with --timeout"
					: "the machine has ended before " + run.guest() + " said PASS or FAIL";
		});
		return verdict == Verdict.PASS && complaint.isEmpty() ? ExitCode.FINE : ExitCode.PROBLEMS;
	}
}
