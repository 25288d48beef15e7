// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.roundtrip.XmlLeaves.Leaf;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.samples.XmlMutation;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;

/** Samples with mistakes: what an import does not understand it names. */
class MutatedRoundTripTest {

	private static final int MUTANTS = 300;
	private static final long SEED = 20260;

	/** Stimulus: samples with elements moved, copied, removed and renamed, and with other values. Expect: each statement comes back, is named, or says nothing. */
	@Test
	void nothingIsLostInSilence() {
		List<XmlDocument> samples = new ArrayList<>();
		for (Dialect dialect : List.of(Dialect.V2_6, Dialect.V3_3)) {
			for (Path file : AcrnSamples.scenarios(dialect)) {
				samples.add(new XmlReader().read(file, file.toString()).document().orElseThrow());
			}
		}
		Random random = new Random(SEED);
		XmlMutation mutation = new XmlMutation(random);
		int named = 0;
		List<String> silent = new ArrayList<>();
		for (int i = 0; i < MUTANTS; i++) {
			XmlDocument document = samples.get(random.nextInt(samples.size())).copy();
			mutation.apply(document.root());
			XmlDocument mutant = new XmlReader().read(new XmlWriter().write(document), "mutant.xml").document().orElseThrow();
			RoundTrip trip = RoundTrip.of(mutant);
			if (!isNumbered(mutant.root())) {
				continue; // the scenario numbers VMs itself, so that statements cannot be compared by their place
			}
			named += trip.named().isEmpty() ? 0 : 1;
			for (Leaf leaf : trip.silent()) {
				silent.add(i + ": " + leaf.statement());
			}
			for (String statement : trip.lostOnto()) {
				silent.add(i + " onto: " + statement);
			}
		}
		assertEquals("", String.join("\n", silent));
		assertTrue(named > MUTANTS / 10, "only " + named + " mutants have something to name");
	}

	/** @return whether each VM has its place as id, and a kind, without which it is not in the scenario */
	private static boolean isNumbered(XmlElement root) {
		List<XmlElement> vms = root.children("vm");
		return IntStream.range(0, vms.size()).allMatch(i -> vms.get(i).attribute("id").equals(Optional.of(Integer.toString(i)))
				&& vms.get(i).value("load_order").or(() -> vms.get(i).value("vm_type")).orElse("").endsWith("_VM"));
	}
}
