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

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

class CheckCommandTest {

	private static final String BAD = ScenarioText.GOOD.replace("scheduler noop", "scheduler bvt");

	@TempDir
	Path folder;

	/** Expect: nothing to say and exit code 0. */
	@Test
	void keepsSilentAboutAGoodScenario() throws IOException {
		assertEquals(new CommandLineCall(ExitCode.FINE, "", ""), CommandLineCall.of("check", ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD)));
	}

	/** Expect: a line as compilers print it, at the word that is wrong, with what to do and the code. */
	@Test
	void printsProblemsLikeACompiler() throws IOException {
		Path file = ScenarioText.write(folder, "größe.nvmx", BAD);
		CommandLineCall call = CommandLineCall.of("check", file);
		assertEquals(ExitCode.PROBLEMS, call.exitCode());
		assertTrue(call.out().startsWith(file + ":5:12: error: "), call::out);
		assertTrue(call.out().endsWith(" [NVMX0101]\n"), call::out);
	}

	/** Expect: the same problem in JSON, field by field; an empty array for a good scenario. */
	@Test
	void printsJson() throws IOException {
		Path file = ScenarioText.write(folder, "\"quoted\" größe.nvmx", BAD);
		JsonArray problems = JsonParser.parseString(CommandLineCall.of("check", "--format", "json", file).out()).getAsJsonArray();
		assertEquals(1, problems.size());
		JsonObject problem = problems.get(0).getAsJsonObject();
		assertEquals(file.toString(), problem.get("file").getAsString());
		assertEquals("5:12+3", problem.get("line") + ":" + problem.get("column") + "+" + problem.get("length"));
		assertEquals("NVMX0101 error", problem.get("code").getAsString() + " " + problem.get("severity").getAsString());
		assertEquals("[]\n", CommandLineCall.of("check", "--format=json", ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD)).out());
	}

	/** Expect: a warning is printed and does not fail. */
	@Test
	void doesNotFailForAWarning() throws IOException {
		CommandLineCall call = CommandLineCall.of("check", ScenarioText.write(folder, "w.nvmx", ScenarioText.GOOD.replace("cpus 1", "cpus 0")));
		assertEquals(ExitCode.FINE, call.exitCode(), call::out);
		assertTrue(call.out().contains(": warning: "), call::out);
	}

	/** Expect: what the bundled hypervisor does not run is an information at its place, and does not fail. */
	@Test
	void tellsWhatTheBundledHypervisorDoesNotRun() throws IOException {
		Path file = ScenarioText.write(folder, "i.nvmx", ScenarioText.GOOD.replace("scheduler noop", "scheduler noop\n\trelocation on"));
		CommandLineCall call = CommandLineCall.of("check", file);
		assertEquals(ExitCode.FINE, call.exitCode(), call::out);
		assertTrue(call.out().startsWith(file + ":6:13: info: The bundled hypervisor does not run this (hv.FEATURES.RELOC_ENABLED)"), call::out);
		assertTrue(call.out().endsWith(" [NVMX0901]\n"), call::out);
		assertEquals(1, call.out().lines().count(), call::out);
	}

	/** Expect: every file is checked, though the first one has problems. */
	@Test
	void checksSeveralFiles() throws IOException {
		CommandLineCall call = CommandLineCall.of("check", ScenarioText.write(folder, "a.nvmx", BAD), ScenarioText.write(folder, "b.nvmx", BAD));
		assertEquals(2, call.out().lines().count(), call::out);
	}

	/** Expect: what needs no choice is mended in the file, each mending is told, comments stay, and nothing is left to say. */
	@Test
	void fixMendsWhatNeedsNoChoice() throws IOException {
		String more = "post-launched vm w {\n\tcpus 3, %s // why\n\tguest flags HIDE_MTRR%s\n}\n";
		Path file = ScenarioText.write(folder, "f.nvmx", ScenarioText.GOOD + more.formatted("2..3", ", HIDE_MTRR"));
		CommandLineCall call = CommandLineCall.of("check", "--fix", file);
		assertEquals(ScenarioText.GOOD + more.formatted("2", ""), Files.readString(file));
		assertEquals("mended " + file + ":16:10: Leave CPUs 2 [NVMX0301]\nmended " + file + ":17:25: Remove the second flag [NVMX0505]\n", call.err());
		assertFalse(call.out().contains("error"), call::out);
		assertEquals(ExitCode.FINE, call.exitCode(), call::out);
	}

	/** Expect: a choice is the author's, and a text that is not understood is not touched. */
	@Test
	void fixLeavesWhatItCannotDecide() throws IOException {
		for (String text : List.of(ScenarioText.GOOD + "post-launched vm w { cpus 1 }\n", ScenarioText.GOOD + "post-launched vm w { cpus 2, 2 schedulr }\n")) {
			Path file = ScenarioText.write(folder, "l.nvmx", text);
			CommandLineCall call = CommandLineCall.of("check", "--fix", file);
			assertEquals(text, Files.readString(file));
			assertEquals("1 ", call.exitCode() + " " + call.err());
		}
	}
}
