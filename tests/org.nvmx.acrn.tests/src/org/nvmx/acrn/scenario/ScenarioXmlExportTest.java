// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.junit.jupiter.api.Test;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.samples.AcrnSchema;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A scenario becomes ACRN's XML. */
class ScenarioXmlExportTest {

	private static final String GUIDE = """
			scenario nested_linux on board "tgl-rvp"
			hypervisor {
				build debug
				serial console "/dev/ttyS0"
				scheduler noop
				nested virtualization on
			}
			service vm "ACRN SOS VM" {
				cpus 1..3
				guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
				legacy vuart 0 off
				console vuart pci
				kernel bzImage "Linux_bzImage" { args "root=/dev/sda2 rw rootwait console=ttyS4,115200n8" }
				nested vm ubuntu_vm { memory 2 GiB disk qcow2 "/var/lib/guests/ubuntu-20.04.qcow2" on ide }
			}
			""";

	private static String export(String source, Dialect dialect) {
		Scenario scenario = ScenarioReader.create().read(source, Path.of("test.nvmx")).scenario().orElseThrow();
		return new ScenarioXmlExport(dialect).export(scenario);
	}

	/** Stimulus: the scenario of ACRN's user guide. Expect: what the guide prints, in its order, then only what the schema demands or the scenario says. */
	@Test
	void guideScenarioGivesTheGuidesElements() {
		String xml = export(GUIDE, Dialect.V2_6);
		assertEquals("""
				  <vm id="0">
				    <vm_type>SOS_VM</vm_type>
				    <name>ACRN SOS VM</name>
				    <cpu_affinity>
				      <pcpu_id>1</pcpu_id>
				      <pcpu_id>2</pcpu_id>
				      <pcpu_id>3</pcpu_id>
				    </cpu_affinity>
				    <guest_flags>
				      <guest_flag>GUEST_FLAG_NVMX_ENABLED</guest_flag>
				      <guest_flag>GUEST_FLAG_LAPIC_PASSTHROUGH</guest_flag>
				    </guest_flags>
				    <clos>
				      <vcpu_clos>0</vcpu_clos>
				      <vcpu_clos>0</vcpu_clos>
				      <vcpu_clos>0</vcpu_clos>
				    </clos>
				    <os_config>
				      <name>ACRN Service OS</name>
				      <kern_type>KERNEL_BZIMAGE</kern_type>
				      <kern_mod>Linux_bzImage</kern_mod>
				      <ramdisk_mod/>
				      <bootargs>SOS_VM_BOOTARGS</bootargs>
				    </os_config>
				    <legacy_vuart id="0">
				      <type>VUART_LEGACY_PIO</type>
				      <base>INVALID_COM_BASE</base>
				      <irq>SOS_COM1_IRQ</irq>
				    </legacy_vuart>
				    <legacy_vuart id="1">
				      <type>VUART_LEGACY_PIO</type>
				      <base>INVALID_COM_BASE</base>
				      <irq>SOS_COM2_IRQ</irq>
				    </legacy_vuart>
				    <console_vuart id="0">
				      <base>PCI_VUART</base>
				    </console_vuart>
				    <communication_vuart id="1">
				      <base>INVALID_PCI_BASE</base>
				      <target_vm_id>0</target_vm_id>
				      <target_uart_id>1</target_uart_id>
				    </communication_vuart>
				    <board_private>
				      <rootfs>/dev/sda2</rootfs>
				      <bootargs>rw rootwait console=ttyS4,115200n8</bootargs>
				    </board_private>
				  </vm>
				</acrn-config>
				""", xml.substring(xml.indexOf("  <vm ")));
	}

	/** Stimulus: the same. Expect: the hypervisor's part has the recipe, and every other option with ACRN's default, in a fixed order. */
	@Test
	void guideScenarioSetsTheHypervisor() {
		String xml = export(GUIDE, Dialect.V2_6);
		assertTrue(xml.startsWith("""
				<?xml version="1.0" encoding="UTF-8"?>
				<acrn-config board="tgl-rvp" scenario="nested_linux">
				  <hv>
				    <DEBUG_OPTIONS>
				      <RELEASE>n</RELEASE>
				      <SERIAL_CONSOLE>/dev/ttyS0</SERIAL_CONSOLE>
				      <MEM_LOGLEVEL>5</MEM_LOGLEVEL>
				      <NPK_LOGLEVEL>5</NPK_LOGLEVEL>
				      <CONSOLE_LOGLEVEL>5</CONSOLE_LOGLEVEL>
				      <LOG_DESTINATION>7</LOG_DESTINATION>
				      <LOG_BUF_SIZE>0x40000</LOG_BUF_SIZE>
				    </DEBUG_OPTIONS>
				    <FEATURES>
				      <RELOC>y</RELOC>
				      <SCHEDULER>SCHED_NOOP</SCHEDULER>
				      <MULTIBOOT2>y</MULTIBOOT2>
				"""), xml);
		assertTrue(xml.contains("      <HYPERV_ENABLED>y</HYPERV_ENABLED>\n      <NVMX_ENABLED>y</NVMX_ENABLED>\n"), xml);
	}

	/** Stimulus: the guide's scenario, and one with each kind of VM. Expect: ACRN v2.6's own schema, assertions included, accepts both. */
	@Test
	void exportIsValidForAcrn() {
		AcrnSchema schema = new AcrnSchema(Dialect.V2_6);
		assertEquals(List.of(), schema.problems(export(GUIDE, Dialect.V2_6)));
		assertEquals(List.of(), schema.problems(export("""
				scenario "a <b> & \\"c\\""
				pre-launched vm "pre & <post>" { cpus 1 guest flags RT, LAPIC_PASSTHROUGH legacy vuart 1 COM2 kernel raw "t&g" { args "a<b>c" } }
				service vm s { kernel elf "k" }
				post-launched vm p { guest flags RT }
				post-launched vm q { }
				""", Dialect.V2_6)));
	}

	/** Stimulus: a scenario that breaks the recipe. Expect: the schema objects, so the test above can fail. */
	@Test
	void schemaObjectsToABrokenRecipe() {
		AcrnSchema schema = new AcrnSchema(Dialect.V2_6);
		assertEquals(1, schema.problems(export(GUIDE.replace("scheduler noop", "scheduler bvt"), Dialect.V2_6)).size());
		assertEquals(1, schema.problems(export(GUIDE.replace("nested virtualization on", ""), Dialect.V2_6)).size());
		assertEquals(1, schema.problems(export(GUIDE.replace("NVMX_ENABLED, ", ""), Dialect.V2_6)).size());
		assertEquals(1, schema.problems(export(GUIDE.replace(", LAPIC_PASSTHROUGH", ""), Dialect.V2_6)).size());
	}

	/** Stimulus: names with markup, for v2.7. Expect: they are escaped, and the Service VM has that release's names. */
	@Test
	void namesAreEscapedAndFollowTheRelease() {
		String xml = export("scenario s service vm \"<a> & 'b'\" { kernel bzImage \"k\" { args \"x\" } }", Dialect.V2_7);
		assertTrue(xml.contains("<vm_type>SERVICE_VM</vm_type>"), xml);
		assertTrue(xml.contains("<bootargs>SERVICE_VM_OS_BOOTARGS</bootargs>"), xml);
		assertTrue(xml.contains("<base>SERVICE_VM_COM1_BASE</base>"), xml);
		assertEquals("<a> & 'b'", new XmlReader().read(xml, "x").document().orElseThrow().root().value("vm/name").orElseThrow());
	}

	/**
	 * Stimulus: the guide's scenario for each release. Expect: a document of that release, without an error by its rules; but v2.4,
	 * which has no nested virtualization, does not allow what is left of the recipe.
	 */
	@Test
	void everyReleaseIsExportedTo() {
		for (Dialect dialect : Dialect.values()) {
			ScenarioExport export = export(dialect, GUIDE);
			assertEquals(dialect == Dialect.V2_4 ? List.of("NVMX0104") : List.of(), new ScenarioXmlCheck().check(export.document(), dialect, Optional.empty()).stream()
					.filter(problem -> problem.severity() == Severity.ERROR).map(Diagnostic::code).toList(), () -> dialect + "\n" + export.text());
			assertTrue(new DialectInference().infer(export.document().root()).fitting().contains(dialect == Dialect.V3_4 ? Dialect.V3_3 : dialect), dialect + "\n" + export.text());
			assertEquals(export.text(), export(dialect, GUIDE).text());
		}
		assertEquals(List.of(), new AcrnSchema(Dialect.V3_3).problems(export(Dialect.V3_3, GUIDE).text()));
	}

	private static ScenarioExport export(Dialect dialect, String text) {
		Scenario scenario = ScenarioReader.create().read(text, Path.of("test.nvmx")).scenario().orElseThrow();
		return new ScenarioXmlExport(dialect).export(scenario, new XtextSource(text));
	}

	/** Stimulus: the guide's scenario for v3.3. Expect: what v3.3 cannot say is reported at its line of the source. */
	@Test
	void lossesAreLocatedInTheSource() {
		assertEquals(List.of("8:12 NVMX0802 'ACRN SOS VM' is called 'ACRN_SOS_VM' now",
				"9:7 NVMX0806 the CPUs 1, 2, 3 of the Service VM cannot be written for ACRN v3.3: it gets every CPU that no pre-launched VM has"),
				lines(export(Dialect.V3_3, GUIDE).diagnostics()));
	}

	/** Stimulus: the guide's scenario for v2.4, which knows no nested virtualization. Expect: both losses, each at its word. */
	@Test
	void nestedVirtualizationIsNotDroppedSilently() {
		ScenarioExport export = export(Dialect.V2_4, GUIDE);
		assertEquals(List.of("6:24 NVMX0801 NVMX_ENABLED = 'y' has no counterpart in ACRN v2.4",
				"10:14 NVMX0801 guest_flag = 'GUEST_FLAG_NVMX_ENABLED' has no counterpart in ACRN v2.4"), lines(export.diagnostics()));
		assertFalse(export.text().contains("NVMX"), export.text());
	}

	/** Stimulus: rules of the XML on an exported document. Expect: they are reported in the source. */
	@Test
	void rulesOfTheXmlAreReportedInTheSource() {
		String text = GUIDE.replace("scheduler noop", "scheduler bvt").replace("cpus 1..3", "cpus 1..2, 0");
		assertEquals(List.of("5:12 NVMX0101 nested virtualization is on, but the scheduler is SCHED_BVT",
				"9:13 NVMX0108 CPU 0 is given to 'ACRN SOS VM', so the hypervisor's console does not respond"),
				lines(new ScenarioXmlCheck().check(export(Dialect.V2_6, text).document(), Dialect.V2_6, Optional.empty())));
	}

	private static List<String> lines(List<Diagnostic> diagnostics) {
		return diagnostics.stream().map(problem -> problem.location().line() + ":" + problem.location().column() + " " + problem.code() + " " + problem.message()).toList();
	}

	/** Where Xtext read things. */
	private record XtextSource(String text) implements ModelSource {

		@Override
		public String file() {
			return "test.nvmx";
		}

		@Override
		public XmlSpan span(EObject object, EStructuralFeature feature, int index) {
			List<INode> nodes = feature == null ? List.of() : NodeModelUtils.findNodesForFeature(object, feature);
			INode node = index < nodes.size() ? nodes.get(index) : NodeModelUtils.findActualNodeFor(object);
			return new XmlSpan(node.getOffset(), node.getLength());
		}
	}
}
