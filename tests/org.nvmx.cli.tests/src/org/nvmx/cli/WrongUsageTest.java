// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongUsageTest {

	@TempDir
	Path folder;

	/** Expect: exit code 2 and a line that names what is wrong, for every command that takes a scenario. */
	@Test
	void refusesWhatCannotBeAScenario() throws IOException {
		Path text = ScenarioText.write(folder, "notes.txt", ScenarioText.GOOD);
		for (String command : new String[] { "generate", "build", "run" }) {
			assertUsage("There is no file '" + folder.resolve("missing.nvmx") + "'; check the path", command, folder.resolve("missing.nvmx"));
			assertUsage("'" + folder + "' is a folder; name a *.nvmx file in it", command, folder);
			assertUsage("'" + text + "' is no scenario: its name does not end with .nvmx", command, text);
			assertUsage("There is no file ''; check the path", command, "");
			assertUsage("Unknown option: '--frobnicate'", command, "--frobnicate", text);
			assertUsage("Unknown option: '--frobnicate'", command, "--frobnicate");
		}
	}

	/** Expect: the same for commands that take ACRN's files, too. */
	@Test
	void refusesWhatCannotBeAFileOfAcrn() throws IOException {
		Path text = ScenarioText.write(folder, "notes.txt", ScenarioText.GOOD);
		for (String command : new String[] { "check", "explain" }) {
			assertUsage("There is no file '" + folder.resolve("missing.xml") + "'; check the path", command, folder.resolve("missing.xml"));
			assertUsage("'" + folder + "' is a folder; name a *.nvmx or *.xml file in it", command, folder);
			assertUsage("'" + text + "' cannot be taken: its name does not end with .nvmx or .xml", command, text);
			assertUsage("Unknown option: '--frobnicate'", command, "--frobnicate", text);
		}
		assertUsage("'" + text + "' cannot be taken: its name does not end with .xml", "import", text, "-o", folder.resolve("x.nvmx"));
		assertUsage("'" + text + "' cannot be taken: its name does not end with .xml", "upgrade", text, "--to", "3.3", "-o", folder.resolve("x.xml"));
		assertUsage("Missing required option: '--output=SCENARIO.nvmx'", "import", text);
	}

	/** Expect: the releases that there are. */
	@Test
	void refusesReleasesThatThereAreNot() throws IOException {
		Path good = ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD);
		Path old = ScenarioText.write(folder, "old.xml", "<acrn-config><hv/></acrn-config>");
		assertUsage("Invalid value for option '--dialect': '1.0' is no release of ACRN with a scenario format of its own; there are: "
				+ "2.4, 2.5, 2.6, 2.7, 3.0, 3.1, 3.2, 3.3, 3.4", "export", good, "--dialect", "1.0", "-o", folder);
		assertUsage("Scenarios are upgraded to ACRN v3.0 and later, not to v2.7", "upgrade", old, "--to", "2.7", "-o", folder.resolve("new.xml"));
	}

	/** Expect: exit code 2 and the choices. */
	@Test
	void refusesUnknownCommandsTargetsAndModels() throws IOException {
		Path good = ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD);
		assertUsage("Which command? See: nvmx help");
		assertUsage("There is no command 'frobnicate'; see: nvmx help", "frobnicate");
		assertUsage("There is no command 'frobnicate'", "help", "frobnicate");
		assertUsage("There is no target 'xen'; there are: bochs, qemu", "build", good, "--target", "xen");
		assertUsage("The target bochs has no CPU model '486'; it has: tigerlake, corei7_skylake_x", "build", good, "--cpu-model", "486");
		assertUsage("--timeout takes seconds, 0 or more", "run", good, "--timeout", "-1");
		assertUsage("Invalid value for option '--timeout': 'soon' is not a long", "run", good, "--timeout", "soon");
	}

	/** Expect: content that is no scenario is a problem of the file: exit code 1, located, no stack trace, and nothing written. */
	@Test
	void tellsProblemsOfTheContent() throws IOException {
		byte[] garbage = new byte[4096];
		new Random(1).nextBytes(garbage);
		Path binary = ScenarioText.write(folder, "binary.nvmx", "");
		Files.write(binary, garbage);
		assertProblem(binary, "NVMX0011");
		assertProblem(ScenarioText.write(folder, "empty.nvmx", ""), "NVMX0014");
		assertProblem(ScenarioText.write(folder, "blank.nvmx", " \n\n"), "NVMX0014");
		assertProblem(ScenarioText.write(folder, "syntax.nvmx", "scenario {"), "NVMX0001");
		try (Stream<Path> files = Files.list(folder.resolve("hv ws ä"))) {
			assertTrue(files.allMatch(file -> file.toString().endsWith(".nvmx")));
		}
	}

	/** Expect: a kernel without an image is a problem at its line, before anything is generated or built. */
	@Test
	void tellsOfAMissingImageFirst() throws IOException {
		Path file = ScenarioText.write(folder, "no-image.nvmx", ScenarioText.GOOD.replace("kernel elf \"nested-hello\"", "kernel bzImage \"Linux_bzImage\""));
		CommandLineCall call = CommandLineCall.of("build", file);
		assertEquals(ExitCode.PROBLEMS, call.exitCode());
		assertTrue(call.err().contains(file + ":13:17: error: There is no image for the module 'Linux_bzImage'"), call::err);
		assertTrue(Files.notExists(file.resolveSibling("build")), call::err);
	}

	private static void assertUsage(String message, Object... arguments) {
		CommandLineCall call = CommandLineCall.of(arguments);
		assertEquals(ExitCode.USAGE, call.exitCode(), call::err);
		assertEquals("nvmx: " + message, call.err().lines().findFirst().orElse(""));
		assertTrue(call.err().lines().count() <= 4, call::err);
		assertEquals("", call.out());
	}

	private static void assertProblem(Path file, String code) {
		for (String command : new String[] { "check", "generate", "build" }) {
			CommandLineCall call = CommandLineCall.of(command, file);
			assertEquals(ExitCode.PROBLEMS, call.exitCode(), call::err);
			String said = call.out() + call.err();
			assertTrue(said.contains(file + ":") && said.contains(" error: ") && said.contains("[" + code + "]"), said);
			assertTrue(!said.contains("Exception") && !said.contains("\tat "), said);
		}
	}
}
