// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.samples.AcrnSamples;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Our reader and writer against the platform's parser, on real files and on thousands of damaged ones. */
class XmlDifferentialTest {

	private static final long SEED = 20210615;
	private static final int MUTATIONS = 10_000;
	/** Larger files add time, not cases. */
	private static final int MAX_LENGTH = 5_000;
	private static final List<String> FRAGMENTS = List.of("<", ">", "&", "/", "\"", "'", "=", "-", "]]>", "<!--", "-->", "<![CDATA[", "<?", "?>", "&amp;", "&#38;",
			"<x>", "</x>", "<vm/>", " ", "\r", "\r\n", "\t", "ü", "\u0000", "\uFFFE", "<?xml version=\"1.0\"?>", "a:b", " id=\"1\"", "&#x41;", "&lt;");

	private final DocumentBuilder platform = platformParser();

	private static DocumentBuilder platformParser() {
		try {
			DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
			factory.setNamespaceAware(false);
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
			factory.setCoalescing(true);
			DocumentBuilder builder = factory.newDocumentBuilder();
			builder.setErrorHandler(new DefaultHandler());
			return builder;
		} catch (ParserConfigurationException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	/** @return null for what is not well-formed */
	private Document parse(String text) throws IOException {
		try {
			Document document = platform.parse(new InputSource(new StringReader(text)));
			document.normalizeDocument();
			return document;
		} catch (SAXException malformed) {
			return null;
		}
	}

	private static List<Path> samples() {
		List<Path> files = new ArrayList<>(AcrnSamples.files(Dialect.V2_6));
		files.addAll(AcrnSamples.files(Dialect.V3_3));
		return files;
	}

	/** Stimulus: every sample of ACRN, boards too. Expect: what is written back is, for the platform's parser, the same document. */
	@Test
	void samplesComeBackUnchanged() throws IOException {
		int compared = 0;
		for (Path file : samples()) {
			String text = AcrnSamples.text(file);
			XmlReading reading = new XmlReader().read(file, file.toString());
			assertEquals(parse(text) != null, reading.document().isPresent(), file + ": " + reading.diagnostics());
			if (reading.document().isPresent()) {
				String written = new XmlWriter().write(reading.document().get());
				assertTrue(parse(text).isEqualNode(parse(written)), file + " changed");
				assertEquals(CanonicalXml.of(reading.document().get()), CanonicalXml.of(new XmlReader().read(written, "again").document().orElseThrow()));
				compared++;
			}
		}
		assertTrue(compared >= 25, "only " + compared + " samples were compared");
	}

	/** Stimulus: samples with random damage. Expect: both parsers accept and refuse the same texts, and read the same from them. */
	@Test
	void damagedSamplesAreJudgedAlike() throws IOException {
		List<String> texts = samples().stream().map(AcrnSamples::text).filter(text -> text.length() < MAX_LENGTH).toList();
		Random random = new Random(SEED);
		int accepted = 0;
		for (int i = 0; i < MUTATIONS; i++) {
			String text = mutate(texts.get(random.nextInt(texts.size())), random);
			XmlReading ours = new XmlReader().read(text, "mutation " + i);
			Document theirs = parse(text);
			assertEquals(theirs != null, ours.document().isPresent(), () -> "seed " + SEED + ": " + ours.diagnostics() + "\n" + text);
			if (theirs != null) {
				String written = new XmlWriter().write(ours.document().get());
				assertTrue(theirs.isEqualNode(parse(written)), "seed " + SEED + ", mutation " + i + " was read differently:\n" + text);
				accepted++;
			}
		}
		assertTrue(accepted > MUTATIONS / 20 && accepted < MUTATIONS * 19 / 20, accepted + " of " + MUTATIONS + " were accepted: the mutations test one side only");
	}

	private static String mutate(String text, Random random) {
		StringBuilder result = new StringBuilder(text);
		for (int i = random.nextInt(3); i >= 0; i--) {
			int start = random.nextInt(result.length());
			int length = Math.min(random.nextInt(8), result.length() - start);
			switch (random.nextInt(4)) {
			case 0 -> result.delete(start, start + length);
			case 1 -> result.insert(start, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
			case 2 -> result.insert(random.nextInt(result.length()), result.substring(start, start + length));
			default -> result.setCharAt(start, (char) (32 + random.nextInt(95)));
			}
		}
		return result.toString();
	}
}
