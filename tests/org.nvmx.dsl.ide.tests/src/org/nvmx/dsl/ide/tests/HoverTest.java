// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.junit.jupiter.api.Test;
import org.nvmx.dsl.documentation.ModelDocumentation;
import org.nvmx.dsl.documentation.ModelDocumentation.Detail;
import org.nvmx.dsl.ide.hover.Hover;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.scenario.ScenarioPackage;

/** The mouse is over the word behind the bar. */
class HoverTest {

	@Test
	void anOptionTellsWhatItIsItsNameInAcrnItsDefaultAndItsValues() {
		assertHover("scenario s hypervisor { |scheduler bvt }", "How virtual CPUs share a physical CPU", "ACRN: hv.FEATURES.SCHEDULER", "Default: bvt",
				"Values: noop");
	}

	@Test
	void eachWordOfAPhraseTellsTheSame() {
		assertHover("scenario s hypervisor { nested |virtualization on }", "Lets a VM use VMX", "hv.FEATURES.NVMX_ENABLED");
		assertHover("scenario s hypervisor { nested virtualization |on }", "Lets a VM use VMX");
	}

	@Test
	void aValueIsExplainedBeforeItsOption() {
		assertHover("scenario s service vm a { guest flags |NVMX_ENABLED }", "**NVMX_ENABLED**: The VM sees VMX", "vm.guest_flags.guest_flag");
	}

	@Test
	void aBlockIsExplainedByItsFirstWords() {
		assertHover("scenario s |service vm a { }", "there is at most one", "SOS_VM");
		assertHover("scenario s service vm a { nested |vm n { } }", "L2 guest");
	}

	/** Stimulus: the mouse over something wrong. Expect: what the word means, and the reason from the help page of each problem there. */
	@Test
	void aProblemTellsWhyItIsOne() {
		assertHover("scenario s hypervisor { nested virtualization on scheduler |bvt } service vm a { guest flags NVMX_ENABLED }", "How virtual CPUs share",
				"**NVMX0101: Nested virtualization needs the noop scheduler**", Rule.NESTED_NEEDS_NOOP.explanation());
		assertFalse(hover("scenario s hypervisor { |scheduler bvt nested virtualization on }").orElseThrow().markdown().contains("NVMX0101"), "the word before is not wrong");
	}

	@Test
	void theBoardTellsWhatANumberAnAddressOrAPathStandsFor() {
		assertHover("scenario s on board \"tgl-bochs\" service vm a { cpus 0..|2 }", "CPU 2: APIC id 0x2", "ACRN: vm.cpu_affinity");
		assertHover("scenario s on board \"tgl-bochs\" post-launched vm a { pci device |00:01.2 }", "USB controller", "8086:7020");
		assertHover("scenario s on board \"tgl-bochs\" hypervisor { serial console |\"/dev/ttyS0\" }", "/dev/ttyS0: portio 0x3f8", "Default");
		assertHover("scenario s on board |\"tgl-bochs\"", "board tgl-bochs", "i5-1135G7");
	}

	/** Expect: the option's own explanation alone. */
	@Test
	void whatTheBoardDoesNotHaveIsNotExplained() {
		assertFalse(hover("scenario s on board \"tgl-bochs\" service vm a { cpus |9 }").orElseThrow().markdown().contains("APIC"));
	}

	@Test
	void theHoverCoversItsWord() {
		Hover hover = hover("scenario s hypervisor { |scheduler bvt }").orElseThrow();
		assertEquals("24+9", hover.offset() + "+" + hover.length());
	}

	@Test
	void commentsAndPunctuationMeanNothing() {
		assertEquals(Optional.empty(), hover("scenario s |// comment"));
		assertEquals(Optional.empty(), hover("scenario s hypervisor |{ }"));
		assertEquals(Optional.empty(), hover("|"));
	}

	@Test
	void everyOptionIsDescribed() {
		for (var classifier : ScenarioPackage.eINSTANCE.getEClassifiers()) {
			if (classifier instanceof EClass type && type != ScenarioPackage.Literals.SCENARIO_MODEL) {
				for (EStructuralFeature feature : type.getEStructuralFeatures()) {
					String name = type.getName() + "." + feature.getName();
					assertTrue(!ModelDocumentation.text(feature).isEmpty(), name + " has no description");
					assertTrue(feature == ScenarioPackage.Literals.DEFINITION__NAME || ModelDocumentation.detail(feature, Detail.ACRN).isPresent(),
							name + " does not name ACRN's option, or none");
				}
			}
		}
	}

	private static void assertHover(String marked, String... parts) {
		String markdown = hover(marked).map(Hover::markdown).orElse("no hover");
		for (String part : parts) {
			assertTrue(markdown.contains(part), "expected '" + part + "' in: " + markdown);
		}
	}

	private static Optional<Hover> hover(String marked) {
		return Services.SERVICES.hover(marked.replace("|", ""), Services.FILE, marked.indexOf('|'));
	}
}
