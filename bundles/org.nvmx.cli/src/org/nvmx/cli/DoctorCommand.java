// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import org.nvmx.target.doctor.Check;
import org.nvmx.target.doctor.Doctor;
import org.nvmx.target.doctor.HostTools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nvmx doctor}. */
@Command(name = "doctor", description = "Says what this host has and lacks, and what to do about it.")
final class DoctorCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		List<Check> checks = new Doctor(new HostTools()).examine();
		PrintWriter out = spec.commandLine().getOut();
		int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
		for (Check check : checks) {
			out.println(("%-8s  %-" + width + "s  %s").formatted(word(check.status()), check.name(), check.sentence()));
		}
		boolean complete = checks.stream().noneMatch(check -> check.status() == Check.Status.MISSING);
		out.println(complete ? "This host can run scenarios on Bochs." : "Something is missing: do what the lines marked MISSING say.");
		return complete ? ExitCode.FINE : ExitCode.ENVIRONMENT;
	}

	private static String word(Check.Status status) {
		return switch (status) {
			case OK -> "ok";
			case OPTIONAL_MISSING -> "optional";
			case MISSING -> "MISSING";
		};
	}
}
