// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Every command on scenarios that are made of several files. */
class SharedDefinitionsTest {

	private static final String FLAT = """
			scenario a
			hypervisor { build release scheduler bvt service vm supervisor on }
			service vm SERVICE { kernel bzImage "Linux_bzImage" }
			post-launched vm WINDOWS { cpus 1 memory 1 GiB console vuart pci windows on }
			post-launched vm WIN2 { cpus 2 memory 2 GiB console vuart pci windows on }
			vuart connection line over legacy { vm WINDOWS vm WIN2 }
			""";

	@TempDir
	private Path folder;
	private Path guests;
	private Path scenario;

	@BeforeEach
	void write() throws IOException {
		guests = ScenarioText.write(folder, "guests.nvmx", """
				fragment guests
				hypervisor { build release scheduler prio service vm supervisor on }
				post-launched vm WINDOWS { cpus 1 memory 1 GiB console vuart pci windows on }
				""");
		scenario = ScenarioText.write(folder, "a.nvmx", """
				import "guests.nvmx"
				scenario a uses guests
				hypervisor { scheduler bvt }
				service vm SERVICE { kernel bzImage "Linux_bzImage" }
				post-launched vm WIN2 like WINDOWS { cpus 2 memory 2 GiB }
				vuart connection line over legacy { vm WINDOWS vm WIN2 }
				""");
	}

	/** Expect: the same XML and the same tables as of the scenario that is written out, and nothing said to be lost that is not lost there. */
	@Test
	void theScenarioIsTheOneThatIsWrittenOut() throws IOException {
		Path flat = ScenarioText.write(folder, "flat.nvmx", FLAT);
		CommandLineCall explained = CommandLineCall.of("explain", scenario);
		assertEquals(CommandLineCall.of("explain", flat), explained);
		assertTrue(explained.out().contains("WIN2"), explained::out);
		for (String dialect : List.of("2.6", "3.3")) {
			CommandLineCall ofFlat = CommandLineCall.of("export", flat, "--dialect", dialect, "-o", folder.resolve("flat"));
			CommandLineCall ofParts = CommandLineCall.of("export", scenario, "--dialect", dialect, "-o", folder.resolve("parts"));
			assertEquals(ofFlat.exitCode(), ofParts.exitCode());
			assertEquals(ofFlat.err().lines().count(), ofParts.err().lines().count(), ofParts::err);
			assertEquals(Files.readString(folder.resolve("flat/scenario.xml")), Files.readString(folder.resolve("parts/scenario.xml")));
		}
		assertEquals(ExitCode.FINE, CommandLineCall.of("generate", scenario, "-o", folder.resolve("out")).exitCode());
		assertTrue(Files.exists(folder.resolve("out/acrn/scenario.xml")));
	}

	/** Expect: onto the XML that the written-out scenario was exported to, nothing changes. */
	@Test
	void exportOntoItsOwnXmlChangesNothing() throws IOException {
		CommandLineCall.of("export", scenario, "--dialect", "3.3", "-o", folder.resolve("first"));
		Path xml = folder.resolve("first/scenario.xml");
		CommandLineCall again = CommandLineCall.of("export", scenario, "--dialect", "3.3", "--onto", xml, "-o", folder.resolve("again"));
		assertEquals(ExitCode.FINE, again.exitCode(), again::err);
		assertEquals(Files.readString(xml), Files.readString(folder.resolve("again/scenario.xml")));
	}

	/** Expect: what the release cannot say is told at the word that brings it in, with its place. */
	@Test
	void anExportTellsWhereWhatIsLostIsWritten() {
		CommandLineCall call = CommandLineCall.of("export", scenario, "--dialect", "2.6", "-o", folder.resolve("x"));
		String expected = scenario + ":2:17: ";
		assertTrue(call.err().lines().anyMatch(line -> line.startsWith(expected) && line.contains("(guests.nvmx:2:")), call::err);
	}

	/** Expect: one line that says what to do, and nothing written. */
	@Test
	void fragmentsAloneAreNoScenario() {
		for (List<Object> command : List.<List<Object>>of(List.of("explain", guests), List.of("export", guests, "--dialect", "3.3", "-o", folder.resolve("x")),
				List.of("generate", guests, "-o", folder.resolve("x")), List.of("build", guests), List.of("run", guests))) {
			CommandLineCall call = CommandLineCall.of(command.toArray());
			assertEquals(ExitCode.PROBLEMS, call.exitCode(), call::err);
			assertTrue(call.err().contains(guests + ": error: The file defines fragments only, and no scenario; name a file with a scenario that uses them [NVMX0016]"),
					() -> command.get(0) + ": " + call.err());
		}
		assertFalse(Files.exists(folder.resolve("x")));
		assertEquals(new CommandLineCall(ExitCode.FINE, "", ""), CommandLineCall.of("check", guests));
	}

	/** Expect: text, JSON and SARIF name the place in the other file. */
	@Test
	void problemsOfOtherFiles() throws IOException {
		Files.writeString(guests, Files.readString(guests).replace("cpus 1", "cpus 3..2"));
		String text = CommandLineCall.of("check", scenario).out();
		assertEquals(scenario + ":2:17: error: The range 3..2 is empty (guests.nvmx:3:33); write 2..3 [NVMX0303]\n", text);
		JsonObject json = JsonParser.parseString(CommandLineCall.of("check", "--format", "json", scenario).out()).getAsJsonArray().get(0).getAsJsonObject();
		JsonObject origin = json.getAsJsonArray("origins").get(0).getAsJsonObject();
		assertEquals(guests + " 3:33+4", origin.get("file").getAsString() + " " + origin.get("line") + ":" + origin.get("column") + "+" + origin.get("length"));
		JsonObject sarif = JsonParser.parseString(CommandLineCall.of("check", "--format", "sarif", scenario).out()).getAsJsonObject();
		JsonObject result = sarif.getAsJsonArray("runs").get(0).getAsJsonObject().getAsJsonArray("results").get(0).getAsJsonObject();
		JsonObject place = result.getAsJsonArray("relatedLocations").get(0).getAsJsonObject().getAsJsonObject("physicalLocation");
		assertEquals(guests.toUri().toString(), place.getAsJsonObject("artifactLocation").get("uri").getAsString());
		assertEquals(3, place.getAsJsonObject("region").get("startLine").getAsInt());
	}

	/** Stimulus: a mistake with a safe fix in a file that one before it in the command imports. Expect: both are checked as they are after it. */
	@Test
	void aFixIsSeenByThoseThatImportTheFile() throws IOException {
		Files.writeString(guests, Files.readString(guests).replace("cpus 1", "cpus 3..2"));
		CommandLineCall call = CommandLineCall.of("check", "--fix", scenario, guests);
		assertEquals("mended " + guests + ":3:33: Write 2..3 [NVMX0303]\n", call.err());
		assertEquals("", call.out());
	}
}
