// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

	@TempDir
	Path folder;

	/** Expect: the files are told and written; the second time nothing is. */
	@Test
	void writesOnce() throws IOException {
		Path file = ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD);
		Path output = folder.resolve("out put");
		CommandLineCall first = CommandLineCall.of("generate", file, "-o", output);
		assertEquals(ExitCode.FINE, first.exitCode(), first::err);
		assertTrue(first.out().contains("written " + output.resolve("hypervisor/nvmx_config.h")), first::out);
		assertTrue(Files.readString(output.resolve("hypervisor/nvmx_config.h")).contains("nested-hello"));
		assertEquals("up to date: " + output + "\n", CommandLineCall.of("generate", file, "-o", output).out());
	}

	/** Stimulus: a post-launched VM, on the board that the scenario names, another release, and then without the VM. Expect: its script, with APIC ids; then it is gone. */
	@Test
	void launchScriptsComeAndGo() throws IOException {
		Path file = ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD + "\npost-launched vm \"my user\" {\n\tcpus 3\n\tmemory 64 MiB\n}\n");
		Path output = folder.resolve("out");
		CommandLineCall call = CommandLineCall.of("generate", file, "--dialect", "3.3", "-o", output);
		assertEquals(ExitCode.FINE, call.exitCode(), call::err);
		Path script = output.resolve("acrn/launch_user_vm_id1.sh");
		assertTrue(Files.isExecutable(script));
		assertTrue(Files.readString(script).contains("--cpu_affinity 3\n"), Files.readString(script));
		assertTrue(Files.readString(output.resolve("acrn/scenario.xml")).contains("<name>my_user</name>"));
		assertTrue(Files.readString(script).contains("\tmy_user\n)"), Files.readString(script));
		ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD);
		CommandLineCall.of("generate", file, "--dialect", "3.3", "-o", output);
		assertFalse(Files.exists(script));
	}

	/** Expect: a folder that cannot be made is told in one line. */
	@Test
	void tellsThatItCannotWrite() throws IOException {
		Path file = ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD);
		CommandLineCall call = CommandLineCall.of("generate", file, "-o", file.resolve("below a file"));
		assertEquals(ExitCode.PROBLEMS, call.exitCode());
		assertEquals(1, call.err().lines().count(), call::err);
		assertTrue(call.err().startsWith("nvmx: cannot write to "), call::err);
	}

	/** Expect: somebody's own file in the place of a generated one is left alone, and that is told. */
	@Test
	void leavesAUsersFileAlone() throws IOException {
		Path file = ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD);
		Path mine = folder.resolve("out/hypervisor/nvmx_config.h");
		Files.createDirectories(mine.getParent());
		Files.writeString(mine, "mine");
		CommandLineCall call = CommandLineCall.of("generate", file, "-o", folder.resolve("out"));
		assertEquals(ExitCode.PROBLEMS, call.exitCode());
		assertTrue(call.err().contains(mine + " is not a generated file"), call::err);
		assertEquals("mine", Files.readString(mine));
	}

	/** Expect: a scenario with errors writes nothing. */
	@Test
	void writesNothingForAScenarioWithErrors() throws IOException {
		Path file = ScenarioText.write(folder, "bad.nvmx", ScenarioText.GOOD.replace("scheduler noop", "scheduler bvt"));
		assertEquals(ExitCode.PROBLEMS, CommandLineCall.of("generate", file, "-o", folder.resolve("out")).exitCode());
		assertFalse(Files.exists(folder.resolve("out")));
	}

	/** Expect: a scenario that follows the language and breaks a rule of ACRN is as wrong for each command as for check: nothing is written. */
	@Test
	void aBrokenRuleOfAcrnStopsEveryCommandThatWrites() throws IOException {
		Path file = ScenarioText.write(folder, "acrn.nvmx", ScenarioText.GOOD + "post-launched vm w { cpus 1 }\n");
		Path output = folder.resolve("out");
		String problem = CommandLineCall.of("check", file).out();
		assertTrue(problem.contains(": error: ") && problem.contains("[NVMX0302]"), problem);
		for (CommandLineCall call : List.of(CommandLineCall.of("generate", file, "-o", output), CommandLineCall.of("export", file, "--dialect", "3.3", "-o", output))) {
			assertEquals(ExitCode.PROBLEMS, call.exitCode(), call::err);
			assertEquals(problem, call.err());
			assertFalse(Files.exists(output));
		}
		assertEquals(ExitCode.PROBLEMS, CommandLineCall.of("build", file, "-o", output).exitCode());
		assertFalse(Files.exists(output.resolve("generated")));
	}

	/** Expect: explain shows who has the CPU that the rule is about, and ends with 1; of a text that is not understood it shows nothing. */
	@Test
	void explainShowsWhatItCan() throws IOException {
		CommandLineCall call = CommandLineCall.of("explain", ScenarioText.write(folder, "acrn.nvmx", ScenarioText.GOOD + "post-launched vm w { cpus 1 }\n"));
		assertEquals(ExitCode.PROBLEMS, call.exitCode());
		assertTrue(call.err().contains("[NVMX0302]") && call.out().contains("w vCPU 0"), call.out() + call.err());
		assertEquals("", CommandLineCall.of("explain", ScenarioText.write(folder, "s.nvmx", ScenarioText.GOOD + "post-launched vm w { cpus }\n")).out());
	}
}
