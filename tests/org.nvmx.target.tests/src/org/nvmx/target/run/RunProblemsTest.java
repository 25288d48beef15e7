// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.hypervisor.Compiler;
import org.nvmx.hypervisor.HypervisorSources;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.target.Target;
import org.nvmx.target.doctor.Check;
import org.nvmx.target.session.MachineSession;
import org.nvmx.target.session.MachineSpec;

/** What stands in the way of a run, each with its code. The hypervisor is a stand-in that builds at once; no machine is started. */
class RunProblemsTest {

	private static final String SCENARIO = """
			scenario s on board "tgl-bochs"
			hypervisor {
				serial console "/dev/ttyS0"
				scheduler noop
			}
			service vm a {
				cpus 1
				kernel elf "guest"
			}
			""";

	@TempDir
	Path folder;

	private Path sources;
	private Path output;

	@BeforeEach
	void standIn() throws IOException {
		sources = Files.createDirectories(folder.resolve("sources"));
		output = folder.resolve("out");
		Files.writeString(sources.resolve("Makefile"), "all:\n\tmkdir -p $O/guests\n\ttouch $O/nvmx.elf $O/guests/guest.elf\n");
		Files.writeString(Files.createDirectories(sources.resolve("data")).resolve("scenario_support.tsv"), "hv\t*\tyes\t\n");
		Files.writeString(Files.createDirectories(sources.resolve("guests/demos/guest")).resolve("main.c"), "");
	}

	/** A machine that cannot be started on any host. */
	private static final class BrokenTarget implements Target {

		@Override
		public String id() {
			return "broken";
		}

		@Override
		public List<String> cpuModels() {
			return List.of("none");
		}

		@Override
		public List<Check> requirements() {
			return List.of();
		}

		@Override
		public MachineSession launch(MachineSpec machine) throws IOException {
			throw new IOException("it does not start");
		}
	}

	/** @return the codes of the problems for which a run is refused */
	private List<String> refused(String text) throws IOException {
		Path scenario = Files.writeString(folder.resolve("s.nvmx"), text);
		RunRequest request = new RunRequest(scenario, output, new BrokenTarget(), "none", RunRequest.Stack.UNDER_L0, new HypervisorSources(sources), Compiler.GCC);
		ScenarioRun run = new ScenarioRun(request, ScenarioReader.create(), new RunListener() {
			@Override
			public void step(String what) {
				// the refusal alone counts
			}

			@Override
			public void log(String line) {
				// the refusal alone counts
			}

			@Override
			public void warning(Diagnostic problem) {
				// the refusal alone counts
			}
		});
		return assertThrows(RunRefusedException.class, () -> run.start(new NullProgressMonitor()).close()).problems().stream().map(Diagnostic::code).toList();
	}

	@Test
	void anImageThatIsNotThere() throws IOException {
		assertEquals(List.of("NVMX0911"), refused(SCENARIO.replace("\"guest\"", "\"guest\" { image \"nowhere\" }")));
	}

	@Test
	void aTagWithoutAnImage() throws IOException {
		assertEquals(List.of("NVMX0912"), refused(SCENARIO.replace("\"guest\"", "\"Linux_bzImage\"")));
	}

	@Test
	void noVmThatBootsAnything() throws IOException {
		assertEquals(List.of("NVMX0913"), refused(SCENARIO.replace("kernel elf \"guest\"", "")));
	}

	/** Stimulus: a folder in the place of the boot medium. */
	@Test
	void aBootMediumThatCannotBeMade() throws IOException {
		Files.writeString(Files.createDirectories(output.resolve("nvmx.iso")).resolve("mine"), "");
		assertEquals(List.of("NVMX0914"), refused(SCENARIO));
	}

	@Test
	void aMachineThatDoesNotStart() throws IOException {
		assertEquals(List.of("NVMX0915"), refused(SCENARIO));
	}

	/** Stimulus: a file in the place of the output folder. */
	@Test
	void anOutputThatCannotBeWritten() throws IOException {
		Files.writeString(output, "mine");
		assertEquals(List.of("NVMX0916"), refused(SCENARIO));
	}

	/** Stimulus: a file of the user's in the place of a generated one. Expect: it stays as it is. */
	@Test
	void aForeignFileInThePlaceOfAGeneratedOne() throws IOException {
		Path mine = Files.writeString(Files.createDirectories(output.resolve("generated/hypervisor")).resolve("nvmx_config.h"), "mine");
		assertEquals(List.of("NVMX0917"), refused(SCENARIO));
		assertEquals("mine", Files.readString(mine));
	}

	@Test
	void sourcesWithoutTheirTable() throws IOException {
		Files.delete(sources.resolve("data/scenario_support.tsv"));
		assertEquals(List.of("NVMX0918"), refused(SCENARIO));
	}
}
