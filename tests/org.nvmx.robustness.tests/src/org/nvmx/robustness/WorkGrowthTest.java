// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import org.eclipse.xtext.util.CancelIndicator;
import org.junit.jupiter.api.Test;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.model.explanation.ExplanationSource;
import org.nvmx.target.run.ProductChecks;

import com.sun.management.ThreadMXBean;

/**
 * How work grows with the number of VMs. Work is counted in bytes that are allocated, which is the same on every machine and however busy it is: what looks at an element asks it
 * for lists, texts and optional values. No clock is looked at.
 */
class WorkGrowthTest {

	private static final int[] SIZES = { 16, 64, 256, 1024 };
	private static final Path FILE = Path.of("sized.nvmx");
	private static final String BOARD = "tgl-bochs";
	private static final int WARM_UPS = 3;
	/** The compiler leaves out some allocations in code that it knows better; a square would be 16 times as much each time. */
	private static final double TOLERANCE = 1.4;

	private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/** Stimulus: 16 to 1024 VMs, all checks of the product. Expect: work grows with n log n at most. */
	@Test
	void readingAndChecking() {
		ScenarioReader reader = ScenarioReader.create().with(ProductChecks.all());
		assertGrowth("reading and checking", vms -> {
			String text = SizedScenario.text(vms, BOARD);
			return () -> assertEquals(List.of(), SizedScenario.mistakes(reader.read(text, FILE).diagnostics()));
		});
	}

	/** Stimulus: the same text with one letter more, as an editor asks. Expect: the same. */
	@Test
	void aKeystroke() {
		ScenarioLanguageServices services = ScenarioLanguageServices.create(ExplanationSource.NONE, ProductChecks.all());
		assertGrowth("a keystroke", vms -> {
			String text = SizedScenario.text(vms, BOARD) + "v";
			return () -> assertEquals("NVMX0001", services.diagnostics(text, FILE, CancelIndicator.NullImpl).get(0).code());
		});
	}

	/** Stimulus: the export of 16 to 1024 VMs. Expect: reading it as XML, checking and importing it grow with n log n at most. */
	@Test
	void xml() {
		assertGrowth("reading, checking and importing XML", vms -> {
			String xml = new ScenarioXmlExport(Dialect.V3_3).export(ScenarioReader.create().read(SizedScenario.text(vms, BOARD), FILE).scenario().orElseThrow());
			return () -> {
				XmlDocument document = new XmlReader().read(xml, "sized.xml").document().orElseThrow();
				assertEquals(List.of(), SizedScenario.mistakes(new ScenarioXmlCheck().check(document, Dialect.V3_3, Optional.empty())));
				assertEquals(vms, new ScenarioXmlImport().read(document, Dialect.V3_3).scenario().getVms().size());
			};
		});
	}

	/** Stimulus: 16 to 1024 VMs. Expect: writing them as XML of the oldest and the newest release, and formatting them, grow with n log n at most. */
	@Test
	void exportAndFormat() {
		for (Dialect dialect : List.of(Dialect.V2_4, Dialect.V3_4)) {
			assertGrowth("export to " + dialect, vms -> {
				var scenario = ScenarioReader.create().read(SizedScenario.text(vms, BOARD), FILE).scenario().orElseThrow();
				return () -> assertTrue(new ScenarioXmlExport(dialect).export(scenario, ModelSource.NONE).text().length() > 100 * vms);
			});
		}
		ScenarioLanguageServices services = ScenarioLanguageServices.create();
		assertGrowth("formatting", vms -> {
			String text = SizedScenario.text(vms, BOARD).replace("\t", "");
			return () -> assertTrue(services.format(text, FILE, 0, text.length()).size() > vms);
		});
	}

	private void assertGrowth(String what, IntFunction<Runnable> jobs) {
		double allowed = 0;
		StringBuilder table = new StringBuilder(what);
		for (int vms : SIZES) {
			Runnable job = jobs.apply(vms);
			for (int i = 0; i < WARM_UPS; i++) {
				job.run();
			}
			long before = thread.getCurrentThreadAllocatedBytes();
			job.run();
			double perStep = (thread.getCurrentThreadAllocatedBytes() - before) / (vms * Math.log(vms));
			table.append("\n%d VMs: %.0f bytes for each of n log n".formatted(vms, perStep));
			assertTrue(perStep > 100, () -> "nothing is counted: " + table);
			assertTrue(vms == SIZES[0] || perStep < allowed, table::toString);
			allowed = TOLERANCE * (vms == SIZES[0] ? perStep : Math.min(perStep, allowed / TOLERANCE));
		}
	}
}
