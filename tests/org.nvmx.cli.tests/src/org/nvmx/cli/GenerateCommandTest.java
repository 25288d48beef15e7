// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
