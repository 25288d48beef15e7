// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** ACRN's XML on the command line: check, import, export, upgrade, explain. */
class AcrnCommandsTest {

	private static final String COMMENT = "<!-- ours, not yours -->";
	private static final String UNKNOWN = "<VENDOR_OPTION>7</VENDOR_OPTION>";

	@TempDir
	Path folder;

	/** What the tool itself writes for a good scenario. */
	private Path xml;
	private Path scenario;

	@BeforeEach
	void exportGoodScenario() throws IOException {
		scenario = ScenarioText.write(folder, "good.nvmx", ScenarioText.GOOD);
		CommandLineCall call = CommandLineCall.of("export", scenario, "--dialect", "2.6", "-o", folder.resolve("acrn"));
		assertEquals(ExitCode.FINE, call.exitCode(), call::err);
		xml = folder.resolve("acrn/scenario.xml");
		assertEquals("written " + xml + "\n", call.out());
	}

	private Path edited(String name, String old, String replacement) throws IOException {
		String text = Files.readString(xml);
		assertTrue(text.contains(old), text);
		return ScenarioText.write(folder, name, text.replace(old, replacement));
	}

	/** Expect: the problem at its line of the XML, exit code 1. */
	@Test
	void checkLocatesProblemsInXml() throws IOException {
		Path bad = edited("bad.xml", "SCHED_NOOP", "SCHED_BVT");
		CommandLineCall call = CommandLineCall.of("check", bad);
		assertEquals(ExitCode.PROBLEMS, call.exitCode(), call::out);
		int line = Files.readString(bad).lines().toList().indexOf("      <SCHEDULER>SCHED_BVT</SCHEDULER>") + 1;
		assertTrue(call.out().lines().anyMatch(text -> text.startsWith(bad + ":" + line + ":") && text.endsWith("[NVMX0101]")), call::out);
	}

	/** Expect: a document that is not one is a located error; so is one of another kind. */
	@Test
	void checkTellsOfMalformedAndForeignXml() throws IOException {
		Path broken = ScenarioText.write(folder, "broken.xml", "<acrn-config>\n<hv></acrn-config>");
		Path foreign = ScenarioText.write(folder, "foreign.xml", "<project/>");
		CommandLineCall call = CommandLineCall.of("check", broken, foreign);
		assertEquals(ExitCode.PROBLEMS, call.exitCode());
		assertTrue(call.out().contains(broken + ":2:"), call::out);
		assertTrue(call.out().contains(foreign + ":1:"), call::out);
		assertFalse(call.out().contains("Exception"), call::out);
	}

	/** Expect: one run with a rule and a result, whose region is that of the text form. */
	@Test
	void checkWritesSarif() throws IOException {
		Path bad = ScenarioText.write(folder, "größe.nvmx", ScenarioText.GOOD.replace("scheduler noop", "scheduler bvt"));
		JsonObject log = JsonParser.parseString(CommandLineCall.of("check", "--format", "sarif", bad).out()).getAsJsonObject();
		assertEquals("2.1.0", log.get("version").getAsString());
		JsonObject run = log.getAsJsonArray("runs").get(0).getAsJsonObject();
		JsonArray rules = run.getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules");
		assertEquals("1 NVMX0101", rules.size() + " " + rules.get(0).getAsJsonObject().get("id").getAsString());
		JsonObject result = run.getAsJsonArray("results").get(0).getAsJsonObject();
		assertEquals("NVMX0101 error", result.get("ruleId").getAsString() + " " + result.get("level").getAsString());
		JsonObject place = result.getAsJsonArray("locations").get(0).getAsJsonObject().getAsJsonObject("physicalLocation");
		assertEquals(bad.toUri().toString(), place.getAsJsonObject("artifactLocation").get("uri").getAsString());
		assertEquals(5, place.getAsJsonObject("region").get("startLine").getAsInt());
	}

	/** Expect: the release is stated, the scenario checks, and what it becomes is the same XML. */
	@Test
	void importedScenariosAreExportedAsTheyCame() throws IOException {
		Path imported = folder.resolve("imported.nvmx");
		CommandLineCall call = CommandLineCall.of("import", xml, "-o", imported);
		assertEquals(ExitCode.FINE, call.exitCode(), call::err);
		assertTrue(call.err().contains("is written for ACRN v2.6"), call::err);
		CommandLineCall again = CommandLineCall.of("export", imported, "--dialect", "2.6", "-o", folder.resolve("again"));
		assertEquals(ExitCode.FINE, again.exitCode(), again::err);
		assertEquals(Files.readString(xml), Files.readString(folder.resolve("again/scenario.xml")));
	}

	/** Stimulus: an import for a board that has fewer CPUs, in a folder of its own. Expect: the scenario names it; what it lacks and where it belongs is said. */
	@Test
	void importKnowsTheBoard() throws IOException {
		Path boards = Files.createDirectory(folder.resolve("machines"));
		Path board = ScenarioText.write(boards, "small.xml", "<acrn-config board=\"small\"><processors><model description=\"x\"/><die id=\"0x0\"><core id=\"0x0\">"
				+ "<thread id=\"0x0\"><cpu_id>0</cpu_id><apic_id>0x0</apic_id></thread></core></die></processors></acrn-config>");
		Path imported = folder.resolve("imported.nvmx");
		CommandLineCall call = CommandLineCall.of("import", xml, "--board", board, "-o", imported);
		assertEquals(ExitCode.FINE, call.exitCode(), call::err);
		assertTrue(Files.readString(imported).startsWith("scenario s on board \"small\""), Files.readString(imported));
		assertTrue(call.err().contains("CPU 1"), call::err);
		assertTrue(call.err().contains("copy " + board + " beside " + imported), call::err);
		Files.copy(board, folder.resolve("small.xml"));
		assertFalse(CommandLineCall.of("import", xml, "--board", folder.resolve("small.xml"), "--force", "-o", imported).err().contains("copy"));
	}

	/** Expect: no scenario for a board that cannot be read. */
	@Test
	void importNeedsAReadableBoard() throws IOException {
		Path board = ScenarioText.write(folder, "broken.xml", "<acrn-config");
		Path imported = folder.resolve("imported.nvmx");
		CommandLineCall call = CommandLineCall.of("import", xml, "--board", board, "-o", imported);
		assertEquals(ExitCode.PROBLEMS, call.exitCode(), call::err);
		assertTrue(call.err().contains(board + ":1:"), call::err);
		assertFalse(Files.exists(imported));
	}

	/** Stimulus: a scenario in the form from before v2.4. Expect: each command says so, at the place that shows it, and writes nothing. */
	@Test
	void releasesBefore24AreNamed() throws IOException {
		Path old = ScenarioText.write(folder, "old.xml", """
				<acrn-config board="b" scenario="old">
				  <hv/>
				  <vm id="0">
				    <vuart id="0"><type>VUART_LEGACY_PIO</type><base>COM1_BASE</base><irq>COM1_IRQ</irq></vuart>
				  </vm>
				</acrn-config>
				""");
		Path output = folder.resolve("out");
		for (Object[] call : new Object[][] { { "check", old }, { "explain", old }, { "import", old, "-o", output }, { "upgrade", old, "--to", "3.3", "-o", output } }) {
			CommandLineCall result = CommandLineCall.of(call);
			assertEquals(ExitCode.PROBLEMS, result.exitCode(), result::err);
			assertTrue((result.out() + result.err()).contains(old + ":4:") && (result.out() + result.err()).contains("[NVMX0607]"), result.out() + result.err());
			assertFalse(Files.exists(output));
		}
	}

	/** Expect: only what was changed in the scenario changes in the file that it came from; comments and unknown elements stay. */
	@Test
	void exportOntoTheOriginKeepsWhatTheScenarioDoesNotSay() throws IOException {
		Path origin = edited("origin.xml", "<FEATURES>", "<FEATURES>" + COMMENT + UNKNOWN);
		Path imported = folder.resolve("imported.nvmx");
		CommandLineCall.of("import", origin, "-o", imported);
		assertTrue(Files.readString(imported).contains("\n\t//" + COMMENT.substring(4, COMMENT.indexOf("-->")).stripTrailing() + "\n"), Files.readString(imported));
		CommandLineCall.of("export", imported, "--dialect", "2.6", "-o", folder.resolve("alone"));
		assertTrue(Files.readString(folder.resolve("alone/scenario.xml")).contains(COMMENT.strip()), "the comment is lost");
		Files.writeString(imported, Files.readString(imported).replace("cpus 1", "cpus 2"));
		CommandLineCall call = CommandLineCall.of("export", imported, "--dialect", "2.6", "--onto", origin, "-o", folder.resolve("merged"));
		assertEquals(ExitCode.FINE, call.exitCode(), call::err);
		assertEquals(Files.readString(origin).replace("<pcpu_id>1</pcpu_id>", "<pcpu_id>2</pcpu_id>"), Files.readString(folder.resolve("merged/scenario.xml")));
	}

	/** Expect: what a release cannot say is a warning at its place; --strict writes nothing. */
	@Test
	void exportSaysWhatAReleaseCannotSay() {
		CommandLineCall call = CommandLineCall.of("export", scenario, "--dialect", "2.4", "-o", folder.resolve("old"));
		assertEquals(ExitCode.FINE, call.exitCode());
		assertTrue(call.err().contains(scenario + ":6:24: warning: NVMX_ENABLED"), call::err);
		CommandLineCall strict = CommandLineCall.of("export", scenario, "--dialect", "2.4", "--strict", "-o", folder.resolve("strict"));
		assertEquals(ExitCode.PROBLEMS, strict.exitCode());
		assertFalse(Files.exists(folder.resolve("strict")));
	}

	/** Expect: an option that the release does not have is said at its place, never dropped. */
	@Test
	void exportSaysWhichOptionsTheReleaseDoesNotHave() throws IOException {
		Path more = ScenarioText.write(folder, "more.nvmx", ScenarioText.GOOD.replace("build debug", "build debug hidden devices 00:1f.1"));
		CommandLineCall call = CommandLineCall.of("export", more, "--dialect", "2.6", "-o", folder.resolve("more"));
		assertTrue(call.err().contains(more + ":3:29: warning: hv.HIDDEN_PDEV_REGION.HIDDEN_PDEV (from v3.1 on) = '00:1f.1' has no counterpart"), call::err);
	}

	/** Expect: settings of a post-launched VM go to a launch file for v2, are read from it again, and what the language does not say is said at its line. */
	@Test
	void launchFilesGoBothWays() throws IOException {
		Path more = ScenarioText.write(folder, "more.nvmx", ScenarioText.GOOD + "\npost-launched vm w { cpus 3 memory 2 GiB windows on virtio block \"./w.img\" }\n");
		CommandLineCall.of("export", more, "--dialect", "2.6", "-o", folder.resolve("more"));
		Path launch = folder.resolve("more/launch.xml");
		String written = Files.readString(launch);
		Path changed = ScenarioText.write(folder, "launch.xml", written.replace("<gvt_args/>", "<gvt_args ours=\"1\"/>"));
		CommandLineCall call = CommandLineCall.of("import", folder.resolve("more/scenario.xml"), "--launch", changed, "-o", folder.resolve("again.nvmx"));
		assertEquals(ExitCode.FINE, call.exitCode(), call::err);
		int line = written.lines().toList().indexOf("    <gvt_args/>") + 1;
		assertTrue(call.err().contains(changed + ":" + line + ":15: warning: uos/gvt_args/@ours = '1' of the launch file is not imported"), call::err);
		CommandLineCall.of("export", folder.resolve("again.nvmx"), "--dialect", "2.6", "-o", folder.resolve("again"));
		assertEquals(written, Files.readString(folder.resolve("again/launch.xml")));
		CommandLineCall onto = CommandLineCall.of("export", folder.resolve("again.nvmx"), "--dialect", "2.6", "--onto", folder.resolve("more/scenario.xml"), "--onto-launch",
				changed, "-o", folder.resolve("onto"));
		assertEquals(ExitCode.FINE, onto.exitCode(), onto::err);
		assertEquals(Files.readString(changed), Files.readString(folder.resolve("onto/launch.xml")));
		assertLaunchRefused(ExitCode.USAGE, "--onto-launch goes with --onto", "--dialect", "2.6", "--onto-launch", changed);
		assertLaunchRefused(ExitCode.USAGE, "has no launch files", "--dialect", "3.3", "--onto", folder.resolve("more/scenario.xml"), "--onto-launch", changed);
		assertLaunchRefused(ExitCode.PROBLEMS, "is not a launch file of ACRN v2.7", "--dialect", "2.7", "--onto", folder.resolve("more/scenario.xml"), "--onto-launch", changed);
		CommandLineCall alone = CommandLineCall.of("import", launch, "-o", folder.resolve("alone.nvmx"));
		assertEquals(ExitCode.PROBLEMS, alone.exitCode());
		assertTrue(alone.err().contains(launch + ":2:") && alone.err().contains("a launch file goes with its scenario, behind --launch"), alone::err);
		CommandLineCall v3 = CommandLineCall.of("export", more, "--dialect", "3.3", "-o", folder.resolve("more"));
		assertTrue(v3.err().contains("launch.xml is not of this export"), v3::err);
		CommandLineCall wrong = CommandLineCall.of("import", folder.resolve("more/scenario.xml"), "--launch", launch, "-o", folder.resolve("v3.nvmx"));
		assertEquals(ExitCode.PROBLEMS, wrong.exitCode());
		assertTrue(wrong.err().contains("leave --launch out"), wrong::err);
	}

	private void assertLaunchRefused(int exitCode, String message, Object... options) {
		List<Object> words = new ArrayList<>(List.of("export", folder.resolve("again.nvmx"), "-o", folder.resolve("refused")));
		words.addAll(List.of(options));
		CommandLineCall call = CommandLineCall.of(words.toArray());
		assertEquals(exitCode, call.exitCode(), call::err);
		assertTrue(call.err().contains(message), call::err);
		assertFalse(Files.exists(folder.resolve("refused")));
	}

	/** Expect: a newer file, and a second call does not overwrite it. */
	@Test
	void upgradeWritesTheNewRelease() throws IOException {
		Path upgraded = folder.resolve("new.xml");
		CommandLineCall call = CommandLineCall.of("upgrade", xml, "--to", "3.3", "-o", upgraded);
		assertEquals(ExitCode.FINE, call.exitCode(), call::err);
		assertTrue(Files.readString(upgraded).contains("<load_order>SERVICE_VM</load_order>"));
		CommandLineCall again = CommandLineCall.of("upgrade", xml, "--to", "3.3", "-o", upgraded);
		assertEquals(ExitCode.PROBLEMS, again.exitCode());
		assertTrue(again.err().contains("exists and is left as it is"), again::err);
		assertEquals(ExitCode.FINE, CommandLineCall.of("upgrade", xml, "--to", "3.3", "--force", "-o", upgraded).exitCode());
	}

	/** Expect: the same owner of CPU 1 from the scenario and from its XML, with what the board says of it. */
	@Test
	void explainShowsOwners() {
		for (Path file : List.of(scenario, xml)) {
			CommandLineCall call = CommandLineCall.of("explain", file);
			assertTrue(call.out().startsWith("CPUs\n"), call::out);
			assertTrue(call.out().contains("CPU 1  APIC id 0x1, die 1, core 0  L1 vCPU 0"), call::out);
		}
	}

	/** Expect: what does not depend on the board, and what to do for the rest. */
	@Test
	void explainSaysThatTheBoardIsNotKnown() throws IOException {
		Path elsewhere = ScenarioText.write(folder, "elsewhere.nvmx", ScenarioText.GOOD.replace("tgl-bochs", "nowhere"));
		CommandLineCall call = CommandLineCall.of("explain", elsewhere);
		assertTrue(call.out().contains("CPU 1") && call.out().contains("The board is not known"), call::out);
		assertTrue(call.out().contains("--board"), call::out);
	}

	/** Stimulus: a scenario with a Service VM and another one, and the XML of two releases made of it. Expect: the vUARTs that ACRN 3 adds, and that ACRN 2 does not. */
	@Test
	void explainKnowsWhatTheReleaseAdds() throws IOException {
		Path two = ScenarioText.write(folder, "two.nvmx", ScenarioText.GOOD + "post-launched vm user {\n\tcpus 0\n\tmemory 64 MiB\n}\n");
		assertEquals(ExitCode.FINE, CommandLineCall.of("export", two, "--dialect", "3.3", "-o", folder.resolve("v3")).exitCode());
		assertEquals(ExitCode.FINE, CommandLineCall.of("export", two, "--dialect", "2.6", "-o", folder.resolve("v2")).exitCode());
		for (Path file : List.of(two, folder.resolve("v3/scenario.xml"))) {
			String tables = CommandLineCall.of("explain", file).out();
			assertTrue(tables.contains("vUART power-off of user"), tables);
		}
		String tables = CommandLineCall.of("explain", folder.resolve("v2/scenario.xml")).out();
		assertTrue(tables.contains("user") && !tables.contains("power-off"), tables);
	}

	/** Expect: nothing but a message for input that is no XML, from every command, and no file. */
	@Test
	void nothingIsWrittenForGarbage() throws IOException {
		Path garbage = ScenarioText.write(folder, "garbage.xml", "\u0001\u0002 no XML");
		Path output = folder.resolve("out");
		for (Object[] call : new Object[][] { { "check", garbage }, { "explain", garbage }, { "import", garbage, "-o", output },
				{ "upgrade", garbage, "--to", "3.3", "-o", output } }) {
			CommandLineCall result = CommandLineCall.of(call);
			assertEquals(ExitCode.PROBLEMS, result.exitCode(), result::err);
			assertTrue((result.out() + result.err()).contains(garbage + ":"), result::err);
			assertFalse((result.out() + result.err()).contains("Exception"), result::err);
		}
		try (Stream<Path> files = Files.list(folder)) {
			assertFalse(files.anyMatch(output::equals));
		}
	}
}
