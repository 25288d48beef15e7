// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.scenario.ScenarioExport;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.dsl.acrn.ScenarioComments;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Comments of ACRN's XML stand in the scenario's text above what their elements became, and go back with the export. */
class ScenarioCommentsTest {

	private static final String XML = """
			<!-- Who wrote it -->
			<acrn-config board="b" scenario="s">
			  <!-- The hypervisor -->
			  <hv>
			    <FEATURES>
			      <!-- No sharing -->
			      <SCHEDULER>SCHED_NOOP</SCHEDULER>
			      <!-- ACRN's default -->
			      <RELOC_ENABLED>y</RELOC_ENABLED>
			      <!-- first -->
			      <!--
			        second,
			        of two lines
			      -->
			      <HYPERV_ENABLED>n</HYPERV_ENABLED>
			    </FEATURES>
			  </hv>
			  <!-- The service VM -->
			  <vm id="0">
			    <load_order>SERVICE_VM</load_order>
			    <name>sos</name>
			    <os_config>
			      <kern_type>KERNEL_BZIMAGE</kern_type>
			      <kern_mod>k</kern_mod>
			      <bootargs>quiet</bootargs>
			    </os_config>
			  </vm>
			  <vm id="1">
			    <!-- user's -->
			    <load_order>POST_LAUNCHED_VM</load_order>
			    <name>user</name>
			    <memory>
			      <!-- much -->
			      <size>512</size>
			    </memory>
			    <virtio_devices>
			      <block>./a.img</block>
			      <!-- the data -->
			      <block>./b.img</block>
			    </virtio_devices>
			  </vm>
			</acrn-config>
			<!-- The end -->
			""";

	private static XmlDocument document(String xml) {
		return new XmlReader().read(xml, "s.xml").document().orElseThrow();
	}

	private static String imported(String xml) {
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(new ScenarioXmlImport().read(document(xml), Dialect.V3_3).scenario());
		return ScenarioComments.addTo(ScenarioWriter.create().write(model), document(xml), Dialect.V3_3);
	}

	private static String exported(String text) {
		ScenarioDocument read = ScenarioReader.create().read(text, Path.of("s.nvmx"));
		TextModelSource places = read.composed().orElseThrow().places();
		ScenarioExport export = new ScenarioXmlExport(Dialect.V3_3).export(read.scenario().orElseThrow(), places);
		ScenarioComments.addTo(export.document(), read.scenario().orElseThrow(), places);
		return new XmlWriter().write(export.document());
	}

	/** Expect: each comment above the words of its element; above the nearest ones where the element has none. */
	@Test
	void commentsStandAboveTheWordsOfTheirElements() {
		assertEquals("""
				// Who wrote it
				scenario s on board "b"

				// The hypervisor
				hypervisor {
					build debug
					// No sharing
					scheduler noop
					// ACRN's default
					// first
					/* second,
					   of two lines */
					hyperv off
				}

				// The service VM
				service vm sos {
					legacy vuart 0 off
					console vuart off
					kernel bzImage "k" {
						args "quiet"
					}
				}

				post-launched vm user {
					legacy vuart 0 off
					console vuart off
					// user's
					// much
					memory 512 MiB
					virtio block "./a.img"
					// the data
					virtio block "./b.img"
				}
				// The end
				""", imported(XML));
	}

	/** Stimulus: the text of the import. Expect: the same comments in the XML, above the same elements. */
	@Test
	void commentsGoBack() {
		String xml = exported(imported(XML));
		for (String place : new String[] { "<!-- Who wrote it -->\n<acrn-config ", "<!-- The hypervisor -->\n  <hv>", "<!-- No sharing -->\n      <SCHEDULER>",
				"<!-- first -->\n      <!-- second,\nof two lines -->\n      <HYPERV_ENABLED>", "<!-- The service VM -->\n  <vm id=\"0\">",
				"<!-- user's -->\n      <!-- much -->\n      <size>", "<!-- the data -->\n      <block>./b.img<", "</acrn-config>\n<!-- The end -->" }) {
			assertTrue(xml.contains(place), place + " is not in\n" + xml);
		}
		assertEquals(XML.split("<!--").length, xml.split("<!--").length, xml);
		assertEquals(imported(xml), imported(exported(imported(xml))));
	}

	/** Stimulus: comments that a person writes: behind an option, in a block without options, of both forms, with what XML does not allow. Expect: they are in the XML. */
	@Test
	void commentsOfAPersonGoToTheXml() {
		String xml = exported("scenario s\nhypervisor {\n\tscheduler noop // why ---> not\n\t/* here */ hyperv off }\nservice vm sos {\n\t// nothing yet\n}\n");
		assertTrue(xml.contains("<!-- why - - -> not -->\n      <SCHEDULER>"), xml);
		assertTrue(xml.contains("<!-- here -->\n      <HYPERV_ENABLED>"), xml);
		assertTrue(xml.contains("<!-- nothing yet -->"), xml);
		assertEquals(4, xml.split("<!--").length, xml);
		assertEquals("acrn-config", document(xml).root().name());
	}

	/** Stimulus: a text and an XML without comments. Expect: both stay as they are. */
	@Test
	void withoutCommentsNothingChanges() {
		String plain = XML.replaceAll("(?s)<!--.*?-->", "");
		assertEquals(imported(plain), imported(exported(imported(plain))));
		assertTrue(!imported(plain).contains("//"), imported(plain));
	}
}
