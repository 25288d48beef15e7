// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.model.diagnostic.Location;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** XML of any origin gives a located tree or one located error. */
class XmlReaderTest {

	private static XmlDocument document(String text) {
		XmlReading reading = new XmlReader().read(text, "f.xml");
		return reading.document().orElseThrow(() -> new AssertionError(reading.diagnostics().toString()));
	}

	private static String error(String text) {
		return error(new XmlReader().read(text, "f.xml"));
	}

	private static String error(XmlReading reading) {
		assertTrue(reading.document().isEmpty(), "the file was accepted");
		assertEquals(1, reading.diagnostics().size());
		return reading.diagnostics().get(0).toString();
	}

	/** Stimulus: an element with attribute, text and child after CR LF, LF and CR line ends. Expect: each at its line and column. */
	@Test
	void everythingIsLocated() {
		XmlDocument document = document("<a>\r\n <b\n  id=\"1\">\r  some text\n</b></a>");
		XmlElement b = document.root().child("b").orElseThrow();
		assertEquals(new Location("f.xml", 2, 3, 7, 1), document.location(b.span()));
		assertEquals(new Location("f.xml", 3, 3, 11, 6), document.location(b.attributes().get(0).span()));
		assertEquals(new Location("f.xml", 4, 3, 21, 9), document.location(b.textSpan()));
		assertEquals("some text", b.text());
	}

	/** Stimulus: references, CDATA, blanks in attribute values. Expect: what XML 1.0 says they mean. */
	@Test
	void referencesAreResolved() {
		XmlElement root = document("<a x='1&#10;2\n3&quot;'>&lt;&amp;&gt;&apos;&#x1F427;&#228;<![CDATA[<&]]></a>").root();
		assertEquals("1\n2 3\"", root.attribute("x").orElseThrow());
		assertEquals("<&>'" + new String(Character.toChars(0x1F427)) + "ä<&", root.text());
	}

	/** Stimulus: text that is not well-formed, each in one way. Expect: the place and the reason. */
	@Test
	void malformedTextIsLocated() {
		assertEquals("f.xml:1:1: error: expected the root element; correct the XML at this place [NVMX0601]", error(""));
		assertEquals("f.xml:1:1: error: expected the root element; correct the XML at this place [NVMX0601]", error("scenario x"));
		assertEquals("f.xml:2:8: error: </b> does not close <a>; correct the XML at this place [NVMX0601]", error("<a>\n  \t  </b></a>"));
		assertEquals("f.xml:1:5: error: <b> is not closed: the file ends before </b>; correct the XML at this place [NVMX0601]", error("<a><b>"));
		assertEquals("f.xml:1:9: error: <a> has the attribute x twice; correct the XML at this place [NVMX0601]", error("<a x=\"\" x=\"\"/>"));
		assertEquals("f.xml:1:4: error: an ampersand is written &amp;; correct the XML at this place [NVMX0601]", error("<a>& b</a>"));
		assertEquals("f.xml:1:4: error: &b; is not a character or one of XML's five entities; correct the XML at this place [NVMX0601]", error("<a>&b;</a>"));
		assertEquals("f.xml:1:4: error: &#0; is not a character or one of XML's five entities; correct the XML at this place [NVMX0601]", error("<a>&#0;</a>"));
		assertEquals("f.xml:1:5: error: there is something after the root element's end; correct the XML at this place [NVMX0601]", error("<a/><b/>"));
		assertEquals("f.xml:1:4: error: the character U+0001 is not allowed in XML; correct the XML at this place [NVMX0601]", error("<a>\u0001</a>"));
		assertEquals("f.xml:1:8: error: the comment is not ended by --; correct the XML at this place [NVMX0601]", error("<a><!-- b</a>"));
		assertEquals("f.xml:1:11: error: expected > after -- in a comment; correct the XML at this place [NVMX0601]", error("<a><!-- -- --></a>"));
		assertEquals("f.xml:1:7: error: in the value of x a < is written &lt;; correct the XML at this place [NVMX0601]", error("<a x=\"<\"/>"));
		assertEquals("f.xml:1:6: error: the XML declaration is only allowed at the very start of the file; correct the XML at this place [NVMX0601]",
				error("<a><?xml version='1.0'?></a>"));
	}

	/** Stimulus: an external entity, and entities that would expand to gigabytes. Expect: refused at the DOCTYPE, nothing is fetched or expanded. */
	@Test
	void documentTypesAreRefused() {
		String expected = "f.xml:2:1: error: the file has a document type declaration; remove the DOCTYPE: ACRN's files have none, and definitions in it are not read [NVMX0602]";
		assertEquals(expected, error("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"));
		assertEquals(expected, error("<!-- -->\n<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>"));
	}

	/** Stimulus: a million levels, a million elements, 100 MB. Expect: refused, with the limit. */
	@Test
	void limitsHold(@TempDir Path folder) throws IOException {
		assertEquals("f.xml:1:602: error: the elements are nested deeper than 200 levels; check that this is the file you mean: ACRN's files are a few hundred kilobytes [NVMX0603]",
				error("<a>".repeat(1_000_000)));
		String many = "the elements, attributes, texts and comments are more than 500000";
		assertTrue(error("<a>" + "<b/>".repeat(1_000_000) + "</a>").contains(many));
		assertTrue(error("<a>" + "<!---->".repeat(1_000_000) + "</a>").contains(many));
		assertTrue(error("<a>" + "<![CDATA[]]>".repeat(1_000_000) + "</a>").contains(many));
		assertTrue(error("<?p?>".repeat(1_000_000) + "<a/>").contains(many));
		assertTrue(error("<a " + IntStream.range(0, 1_000_000).mapToObj(i -> "a" + i + "=''").collect(Collectors.joining(" ")) + "/>").contains(many));
		Path file = folder.resolve("größ er.xml");
		byte[] chunk = "<a>some text</a>\n".repeat(1 << 16).getBytes(UTF_8);
		try (var out = Files.newOutputStream(file)) {
			for (int written = 0; written < 100_000_000; written += chunk.length) {
				out.write(chunk);
			}
		}
		assertEquals("f.xml: error: the file is larger than 16 MiB; check that this is the file you mean: ACRN's files are a few hundred kilobytes [NVMX0603]",
				error(new XmlReader().read(file, "f.xml")));
	}

	/** Stimulus: files that cannot be read. Expect: the reason, for the file as a whole. */
	@Test
	void unreadableFilesAreExplained(@TempDir Path folder) {
		assertEquals("f.xml: error: the file does not exist; check the file's name and your permissions [NVMX0605]",
				error(new XmlReader().read(folder.resolve("missing"), "f.xml")));
		assertEquals("f.xml: error: the file is a folder; check the file's name and your permissions [NVMX0605]", error(new XmlReader().read(folder, "f.xml")));
	}

	/** Stimulus: the same document in several encodings. Expect: the same text. */
	@Test
	void encodingsAreUnderstood() {
		for (String name : List.of("UTF-8", "ISO-8859-1", "windows-1252")) {
			byte[] bytes = ("<?xml version=\"1.0\" encoding=\"" + name + "\"?><a>ü</a>").getBytes(Charset.forName(name));
			assertEquals("ü", new XmlReader().read(bytes, "f.xml").document().orElseThrow().root().text());
		}
		assertEquals("ü", new XmlReader().read("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>ü</a>".getBytes(UTF_16LE), "f.xml").document().orElseThrow().root().text());
		assertEquals("ü", new XmlReader().read("\uFEFF<a>ü</a>".getBytes(UTF_8), "f.xml").document().orElseThrow().root().text());
	}

	/** Stimulus: bytes that are not in the encoding, an unknown encoding, binary rubbish. Expect: the first bad place. */
	@Test
	void wrongEncodingsAreLocated() {
		assertEquals("f.xml:2:4: error: the byte 0xfc here is not UTF-8; save the file as UTF-8 [NVMX0604]",
				error(new XmlReader().read("<!-- -->\n<a>ü</a>".getBytes(ISO_8859_1), "f.xml")));
		assertEquals("f.xml:1:1: error: the XML declaration names the encoding klingon, which is not known here; save the file as UTF-8 [NVMX0604]",
				error(new XmlReader().read("<?xml version=\"1.0\" encoding=\"klingon\"?><a/>".getBytes(UTF_8), "f.xml")));
		assertEquals("f.xml:1:1: error: the byte 0xff here is not UTF-8; save the file as UTF-8 [NVMX0604]",
				error(new XmlReader().read(new byte[] { (byte) 0xff, 0, 1, 2 }, "f.xml")));
	}
}
