// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.samples.XmlMutation;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.dsl.ScenarioWriter;

/** A kind of file that is mutated: the files to start from, the ways to change them, and what is done with them. */
enum FuzzTarget {

	/** ACRN's scenarios, launch files and boards. */
	SCENARIO_XML("scenario-xml", List.of("", "<", ">", "</", "/>", "&", "&#0;", "&amp;", "\"", "'", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "<!DOCTYPE a>", "\u0000", "\uD83D\uDE00", "=", "vm", "id", "y", "n",
			"0", "-1", "99999999999999999999", "0x", "0xffffffffffffffffff", "POST_LAUNCHED_VM", "SOS_VM", "KATA_VM", "COM Port 9", "ff:ff.f", "hv:/a, 2, 0:0:9", "\n", "\u2028")) {

		@Override
		List<byte[]> originals() {
			Stream<Path> samples = Stream.of(Dialect.V2_6, Dialect.V3_3).flatMap(dialect -> AcrnSamples.files(dialect).stream()).filter(file -> AcrnSamples.text(file).startsWith("<"));
			return samples.map(FuzzTarget::bytes).toList();
		}

		@Override
		byte[] mutant(byte[] original, Random random) {
			Optional<XmlDocument> document = random.nextBoolean() ? new XmlReader().read(original, "original").document() : Optional.empty();
			if (document.isEmpty()) {
				return super.mutant(original, random);
			}
			XmlMutation mutation = new XmlMutation(random);
			for (int change = random.nextInt(4); change >= 0; change--) {
				mutation.apply(document.get().root());
			}
			return new XmlWriter().write(document.get()).getBytes(UTF_8);
		}

		@Override
		Trial trial() {
			Path launched = AcrnSamples.scenarios(Dialect.V2_6).stream().filter(file -> file.getFileName().toString().equals("hybrid.xml")).findFirst().orElseThrow();
			Path board = AcrnSamples.files(Dialect.V2_6).stream().filter(file -> file.getFileName().toString().equals(file.getParent().getFileName() + ".xml")).findFirst().orElseThrow();
			return new ScenarioXmlTrial(bytes(launched), bytes(board));
		}
	},

	/** Scenarios of the language. */
	SCENARIO("scenario", List.of("", "{", "}", "\"", "'", "/*", "*/", "//", " // why\n", " /* why */ ", ",", "..", "0x", ":", "^", "\\", "\n", "\u0000", "\uD83D\uDE00", "\u2028", "vm", "nested", "on", "off", "0", "1", "-1",
			"2147483647", "99999999999999999999", "scenario", "hypervisor {", "kernel", "memory 2", "guest flags", "00:11:22", "00:1f.3", "cpus", "to vm", "realtime", "own cpus on", "cpus 0..2147483647")) {

		private static final int MODELS = 40;

		@Override
		List<byte[]> originals() {
			List<byte[]> all = new ArrayList<>(Examples.scenarios().stream().map(FuzzTarget::bytes).toList());
			for (int seed = 0; seed < MODELS; seed++) {
				all.add(ScenarioWriter.create().write(new RandomModel(seed).make()).getBytes(UTF_8));
			}
			return all;
		}

		@Override
		Trial trial() {
			return new ScenarioTrial();
		}
	};

	private final String word;
	private final List<String> pieces;

	FuzzTarget(String word, List<String> pieces) {
		this.word = word;
		this.pieces = pieces;
	}

	static Optional<FuzzTarget> of(String word) {
		return Arrays.stream(values()).filter(target -> target.word.equals(word)).findFirst();
	}

	/** @return whole and meaningful files, always in the same order */
	abstract List<byte[]> originals();

	abstract Trial trial();

	byte[] mutant(byte[] original, Random random) {
		return new FileMutation(random, pieces).apply(original);
	}

	@Override
	public String toString() {
		return word;
	}

	private static byte[] bytes(Path file) {
		try {
			return Files.readAllBytes(file);
		} catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}
}
