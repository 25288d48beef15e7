// SPDX-License-Identifier: EPL-2.0
package org.nvmx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

/** The example nested-hello, from its scenario to its verdict, in a folder with blanks and letters beyond ASCII. */
class NestedHelloTest {

	private static final Duration LONG = Duration.ofMinutes(3);

	@TempDir
	Path temporary;

	private final Target bochs = new BochsTarget();

	/** Expect: on each CPU model L1 passes, and says under L0, line by line, what it says on the bare CPU. */
	@Test
	void saysTheSameUnderL0AndBare() throws Exception {
		for (String cpuModel : bochs.cpuModels()) {
			List<String> bare = run(cpuModel, Stack.BARE, Compiler.GCC);
			List<String> underL0 = run(cpuModel, Stack.UNDER_L0, Compiler.GCC);
			assertTrue(bare.contains("nested-hello: PASS"), bare::toString);
			assertTrue(bare.stream().anyMatch(line -> line.startsWith("L2 exit ")), bare::toString);
			assertEquals(String.join("\n", bare), String.join("\n", underL0), cpuModel);
		}
	}

	/** Expect: the hypervisor works as clang builds it, too. */
	@Test
	void passesWhenClangBuildsIt() throws Exception {
		assertTrue(run(bochs.cpuModels().get(0), Stack.UNDER_L0, Compiler.CLANG).contains("nested-hello: PASS"));
	}

	/** @return the lines of L1's console */
	private List<String> run(String cpuModel, Stack stack, Compiler compiler) throws Exception {
		Path folder = Files.createDirectories(temporary.resolve("hv ws ä"));
		Path scenario = folder.resolve("größe.nvmx");
		Files.writeString(scenario, Files.readString(Checkout.example("nested-hello")));
		RunRequest request = new RunRequest(scenario, folder.resolve("out"), bochs, cpuModel, stack, Checkout.hypervisor(), compiler);
		try (GuestRun run = new ScenarioRun(request, ScenarioReader.create(), new QuietListener()).start(new NullProgressMonitor())) {
			assertEquals(Waited.ENDED, run.await(LONG), run.guestConsole().transcript()::text);
			assertEquals("", run.session().ending().get(1, TimeUnit.MINUTES).complaint());
			assertEquals(Verdict.PASS, run.verdict());
			return run.guestConsole().transcript().text().lines().toList();
		}
	}
}
