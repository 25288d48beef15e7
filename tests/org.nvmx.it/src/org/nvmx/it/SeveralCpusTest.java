// SPDX-License-Identifier: EPL-2.0
package org.nvmx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.hypervisor.Compiler;
import org.nvmx.target.Target;
import org.nvmx.target.bochs.BochsTarget;
import org.nvmx.target.run.GuestRun;
import org.nvmx.target.run.GuestRun.Waited;
import org.nvmx.target.run.RunRequest;
import org.nvmx.target.run.RunRequest.Stack;
import org.nvmx.target.run.ScenarioRun;
import org.nvmx.target.run.Verdict;

/** A guest hypervisor on several CPUs, each with an L2 of its own; one CPU gets INIT and starts once more. */
class SeveralCpusTest {

	private static final Duration LONG = Duration.ofMinutes(5);

	@TempDir
	Path temporary;

	private final Target bochs = new BochsTarget();

	/** Expect: with 2, 4 and 8 CPUs the guest says under L0, line by line, what it says on the bare CPUs, and passes. */
	@Test
	void saysTheSameUnderL0AndBare() throws Exception {
		for (int cpus : new int[] { 2, 4, 8 }) {
			assertEquals(String.join("\n", run(cpus, Stack.BARE)), String.join("\n", run(cpus, Stack.UNDER_L0)), cpus + " CPUs");
		}
	}

	private List<String> run(int cpus, Stack stack) throws Exception {
		Path scenario = temporary.resolve("smp" + cpus + ".nvmx");
		Files.writeString(scenario, Files.readString(Checkout.example("nested-hello"))
				.replace("cpus 1 ", "cpus 0.." + (cpus - 1) + " ")
				.replace("kernel elf \"nested-hello\"", "kernel elf \"nested-smp\" { args \"cpus=" + cpus + "\" }"));
		RunRequest request = new RunRequest(scenario, temporary.resolve("out"), bochs, bochs.cpuModels().get(0), stack,
				Checkout.hypervisor(), Compiler.GCC);
		try (GuestRun run = new ScenarioRun(request, ScenarioReader.create(), new QuietListener()).start(new NullProgressMonitor())) {
			assertEquals(Waited.ENDED, run.await(LONG), run.guestConsole().transcript()::text);
			assertEquals(Verdict.PASS, run.verdict(), run.guestConsole().transcript()::text);
			return run.guestConsole().transcript().text().lines().toList();
		}
	}
}
