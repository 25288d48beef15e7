// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.board.BoardReader;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The rules and the inference on ACRN's own files. */
class SampleCheckTest {

	private static XmlDocument read(Path file) {
		return new XmlReader().read(file, file.getFileName().toString()).document().orElseThrow();
	}

	/** Stimulus: every scenario of both releases, with its board. Expect: no problem but the two that upstream overlooked. */
	@Test
	void samplesHaveOnlyTheirKnownProblems() {
		TreeMap<String, List<String>> found = new TreeMap<>();
		for (Dialect dialect : List.of(Dialect.V2_6, Dialect.V3_3)) {
			List<Path> scenarios = AcrnSamples.scenarios(dialect);
			assertFalse(scenarios.isEmpty());
			for (Path file : scenarios) {
				Path boardFile = file.resolveSibling(file.getParent().getFileName() + ".xml");
				List<String> problems = new ScenarioXmlCheck().check(read(file), new BoardReader().read(boardFile).board()).stream()
						.map(problem -> problem.location().line() + " " + problem.code()).toList();
				if (!problems.isEmpty()) {
					found.put(dialect + " " + file.getFileName(), problems);
				}
			}
		}
		assertEquals("{v3.3 shared_launch_1user_vm_hardrt.xml=[53 NVMX0746, 89 NVMX0502]}", found.toString());
	}

	/** Stimulus: every scenario. Expect: its release, or in v3, where three releases have the same options, one of those. */
	@Test
	void dialectsAreInferred() {
		for (Path file : AcrnSamples.scenarios(Dialect.V2_6)) {
			assertEquals(Dialect.V2_6, new DialectInference().infer(read(file).root()).dialect(), file.toString());
		}
		for (Path file : AcrnSamples.scenarios(Dialect.V3_3)) {
			DialectInference.Inference inference = new DialectInference().infer(read(file).root());
			assertEquals(0, inference.misfits(), file.toString());
			assertEquals(Dialect.V3_3, inference.dialect(), file.toString());
			assertTrue(inference.fitting().contains(Dialect.V3_1), file + ": " + inference.describe());
		}
	}

	/** Stimulus: one scenario with the words of each release. Expect: that release, and the sentence that says so. */
	@Test
	void wordsOfAReleaseAreRecognised() {
		assertEquals("ACRN v2.4", describe("<hv><MEMORY><SOS_RAM_SIZE>0x1</SOS_RAM_SIZE></MEMORY></hv><vm><vm_type>SOS_VM</vm_type></vm>"));
		assertEquals("ACRN v2.5", describe("<hv/><vm><vm_type>SOS_VM</vm_type><guest_flags><guest_flag>GUEST_FLAG_NVMX_ENABLED</guest_flag></guest_flags>"
				+ "<os_config><kern_type>KERNEL_ZEPHYR</kern_type></os_config></vm>"));
		assertEquals("ACRN v2.7", describe("<hv/><vm><vm_type>SERVICE_VM</vm_type></vm>"));
		assertEquals("ACRN v3.0", describe("<hv><FEATURES><ENFORCE_TURNOFF_AC>y</ENFORCE_TURNOFF_AC></FEATURES></hv><vm><load_order>SERVICE_VM</load_order></vm>"));
		assertEquals("ACRN v3.3 (v3.1 to v3.3 fit)", describe("<hv><HIDDEN_PDEV_REGION/></hv><vm><load_order>SERVICE_VM</load_order></vm>"));
		assertEquals("ACRN v3.3 (v3.2 to v3.3 fit)", describe("<hv/><vm><load_order>SERVICE_VM</load_order><own_pcpu>y</own_pcpu></vm>"));
		assertEquals("ACRN v3.3", describe("<hv/><vm><load_order>SERVICE_VM</load_order><bvt_weight>1</bvt_weight></vm>"));
		assertEquals("ACRN v3.4", describe("<hv/><vm><load_order>PRE_LAUNCHED_VM</load_order><stateless>y</stateless></vm>"));
	}

	private static String describe(String content) {
		return new DialectInference().infer(new XmlReader().read("<acrn-config>" + content + "</acrn-config>", "x").document().orElseThrow().root()).describe();
	}
}
