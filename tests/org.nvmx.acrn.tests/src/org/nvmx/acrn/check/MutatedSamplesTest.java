// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.samples.XmlMutation;
import org.nvmx.acrn.upgrade.ScenarioXmlUpgrade;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.model.diagnostic.Diagnostic;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Well-formed documents that mean nothing: rules and upgrade stand them. */
class MutatedSamplesTest {

	private static final long SEED = 20240801;
	private static final int MUTATIONS = 10_000;

	private final Random random = new Random(SEED);
	private final XmlMutation mutation = new XmlMutation(random);

	/** Stimulus: samples with elements moved, copied, removed, renamed, and with other values. Expect: no exception, diagnostics within the file, and a readable upgrade. */
	@Test
	void anyWellFormedDocumentIsStood() {
		List<XmlDocument> samples = new ArrayList<>();
		for (Dialect dialect : List.of(Dialect.V2_6, Dialect.V3_3)) {
			AcrnSamples.scenarios(dialect).forEach(file -> samples.add(new XmlReader().read(file, file.toString()).document().orElseThrow()));
		}
		int problems = 0;
		for (int i = 0; i < MUTATIONS; i++) {
			XmlDocument document = samples.get(random.nextInt(samples.size())).copy();
			for (int change = random.nextInt(4); change >= 0; change--) {
				mutation.apply(document.root());
			}
			String text = new XmlWriter().write(document);
			XmlDocument mutant = new XmlReader().read(text, "mutant").document().orElseThrow();
			List<Diagnostic> diagnostics = new ScenarioXmlCheck().check(mutant, Optional.empty());
			problems += diagnostics.isEmpty() ? 0 : 1;
			String where = "seed " + SEED + ", mutant " + i + "\n" + text;
			diagnostics.forEach(problem -> assertTrue(problem.location().line() >= 1 && problem.location().offset() + problem.location().length() <= text.length(), where));
			if (ScenarioXmlCheck.isScenario(mutant)) {
				XmlDocument upgraded = new ScenarioXmlUpgrade(Dialect.V3_3).upgrade(mutant, List.of()).document();
				assertTrue(new XmlReader().read(new XmlWriter().write(upgraded), "upgraded").document().isPresent(), where);
			}
		}
		assertTrue(problems > MUTATIONS / 2, "only " + problems + " of " + MUTATIONS + " mutants have a problem");
	}
}
