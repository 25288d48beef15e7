// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.emf.ecore.resource.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.dsl.ScenarioResources;
import org.nvmx.dsl.source.ScenarioTexts;

/**
 * Broken files, each taken through every command and every question of an editor. These are the first of endlessly many: {@code nvmx fuzz scenario} and
 * {@code nvmx fuzz scenario-xml} try more of them.
 */
class MutatedFilesTest {

	private static final int MUTANTS = 300;
	private static final int MOST_FINDINGS = 5;

	/** Stimulus: mutants. Expect: no exception, an answer in time, problems inside of the file, nothing written on failure, every comment kept by every edit. */
	@ParameterizedTest
	@EnumSource(FuzzTarget.class)
	void aBrokenFileIsAnswered(FuzzTarget target) {
		Fuzzer fuzzer = new Fuzzer(target);
		Set<String> known = new HashSet<>();
		List<String> found = new ArrayList<>();
		for (int number = 0; number < MUTANTS && found.size() < MOST_FINDINGS; number++) {
			fuzzer.attempt(number, known).filter(finding -> known.add(finding.reason())).ifPresent(finding -> found.add(finding.toString()));
		}
		assertEquals("", String.join("\n", found));
	}

	/** Expect: a good part of the mutants can be read, so that all that comes after reading is tried, too, and a good part cannot. */
	@ParameterizedTest
	@EnumSource(FuzzTarget.class)
	void mutantsAreOfAllKinds(FuzzTarget target) {
		Fuzzer fuzzer = new Fuzzer(target);
		int readable = 0;
		Set<String> different = new HashSet<>();
		for (int number = 0; number < MUTANTS; number++) {
			byte[] mutant = fuzzer.mutant(number);
			different.add(new String(mutant, ISO_8859_1));
			readable += isReadable(target, mutant) ? 1 : 0;
		}
		int count = readable;
		assertTrue(different.size() > MUTANTS * 9 / 10, () -> different.size() + " different mutants of " + MUTANTS);
		assertTrue(count > MUTANTS / 10 && count < MUTANTS * 9 / 10, () -> count + " of " + MUTANTS + " can be read");
	}

	private static boolean isReadable(FuzzTarget target, byte[] mutant) {
		if (target == FuzzTarget.SCENARIO_XML) {
			return new XmlReader().read(mutant, "mutant").document().isPresent();
		}
		Resource resource = RandomModel.ofLanguage(ScenarioResources.class).parse(new String(mutant, UTF_8), Path.of("mutant.nvmx"), ScenarioTexts.DISK);
		return resource.getErrors().isEmpty();
	}

	/** Stimulus: a product that throws at a word. Expect: the file is reduced to it, so that a finding can be read. */
	@Test
	void findingsAreReduced(@TempDir Path folder) throws Exception {
		Trial trial = (content, seed, work) -> {
			if (new String(content, UTF_8).contains("hypervisor")) {
				throw new MisbehaviourException("a word", "the word");
			}
		};
		byte[] text = Files.readAllBytes(Examples.scenarios().get(0));
		byte[] reduced = new Reduction(candidate -> {
			try {
				trial.run(candidate, 0, folder);
				return false;
			} catch (MisbehaviourException | IOException wrong) {
				return true;
			}
		}).of(text);
		assertEquals("hypervisor", new String(reduced, UTF_8));
	}
}
