// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nvmx.acrn.board.BoardReader;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.model.diagnostic.Diagnostic;

/** v2's launch files: each rule on a file that breaks it, and none on ACRN's own. */
class LaunchXmlCheckTest {

	private static final String SCENARIO = """
			<acrn-config>
			  <hv><FEATURES><IVSHMEM><IVSHMEM_REGION>hv:/shm_a, 2, 0:1</IVSHMEM_REGION></IVSHMEM></FEATURES></hv>
			  <vm id="0"><vm_type>SOS_VM</vm_type></vm>
			  <vm id="1">
			    <vm_type>POST_STD_VM</vm_type>
			    <console_vuart id="0"><base>INVALID_PCI_BASE</base></console_vuart>
			    <communication_vuart id="1"><base>PCI_VUART</base></communication_vuart>
			    <PTM>n</PTM>
			  </vm>
			</acrn-config>
			""";
	private static final String LAUNCH = """
			<acrn-config>
			  <uos id="1">
			    <mem_size>1024</mem_size><vuart0>Enable</vuart0><enable_ptm>n</enable_ptm>
			    <shm_regions><shm_region>hv:/shm_a, 2</shm_region></shm_regions>
			    <console_vuart>Disable</console_vuart>
			    <communication_vuarts><communication_vuart>1</communication_vuart></communication_vuarts>
			    <passthrough_devices><audio>00:1f.3 Audio</audio><audio_codec>00:1f.4 Codec</audio_codec></passthrough_devices>
			  </uos>
			</acrn-config>
			""";

	private static XmlDocument read(String text) {
		return new XmlReader().read(text, "launch.xml").document().orElseThrow();
	}

	private static List<Diagnostic> check(String launch) throws Exception {
		String board = new String(LaunchXmlCheckTest.class.getResourceAsStream("board.xml").readAllBytes(), StandardCharsets.UTF_8);
		return new LaunchXmlCheck().check(read(launch), Optional.of(read(SCENARIO)), new BoardReader().read(board, "board.xml").board());
	}

	@Test
	void theBaseIsWithoutProblems() throws Exception {
		assertEquals(List.of(), check(LAUNCH));
	}

	/** Stimulus: one text of the base replaced. Expect: that one problem, at that text. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			NVMX0841 | <mem_size>1024               | <mem_size>4096                  | 4096
			NVMX0842 | <audio>00:1f.3 Audio</audio> | <audio/>                        | 00:1f.4 Codec
			NVMX0843 | 00:1f.4 Codec                | 00:1f.3 Audio, in other words   | 00:1f.3 Audio, in other words
			NVMX0844 | hv:/shm_a                    | hv:/shm_b                       | hv:/shm_b, 2
			NVMX0846 | <communication_vuart>1       | <communication_vuart>2          | 2
			NVMX0847 | <enable_ptm>n                | <enable_ptm>y                   | y
			""")
	void aRuleIsToldAtItsPlace(String code, String old, String replacement, String marked) throws Exception {
		String launch = LAUNCH.replace(old, replacement);
		assertEquals(List.of(code + " " + marked), check(launch).stream().map(problem -> problem.code() + " " + marked(launch, problem)).toList());
	}

	/** Expect: two consoles, of which the scenario has one only. */
	@Test
	void twoConsolesAreTold() throws Exception {
		String launch = LAUNCH.replace("<console_vuart>Disable", "<console_vuart>Enable");
		assertEquals(List.of("NVMX0845 Enable", "NVMX0846 Enable"), check(launch).stream().map(problem -> problem.code() + " " + marked(launch, problem)).toList());
	}

	private static String marked(String text, Diagnostic problem) {
		return text.substring(problem.location().offset(), problem.location().offset() + problem.location().length());
	}

	/** Stimulus: ACRN's launch files of v2.6 with their boards and scenarios. Expect: no problem. */
	@Test
	void samplesHaveNoProblem() throws Exception {
		List<String> problems = new ArrayList<>();
		List<Path> launches = new ArrayList<>();
		for (Path folder : AcrnSamples.scenarios(Dialect.V2_6).stream().map(Path::getParent).distinct().toList()) {
			try (Stream<Path> files = Files.list(folder)) {
				files.filter(file -> file.getFileName().toString().contains("_launch_")).forEach(launches::add);
			}
		}
		for (Path file : launches) {
			XmlDocument launch = new XmlReader().read(file, file.toString()).document().orElseThrow();
			Path scenario = file.resolveSibling(launch.root().attribute("scenario").orElse("") + ".xml");
			Path board = file.resolveSibling(file.getParent().getFileName() + ".xml");
			new LaunchXmlCheck().check(launch, new XmlReader().read(scenario, scenario.toString()).document(), new BoardReader().read(board).board())
					.forEach(problem -> problems.add(problem.toString()));
		}
		assertFalse(launches.isEmpty());
		assertEquals(List.of(), problems);
	}
}
