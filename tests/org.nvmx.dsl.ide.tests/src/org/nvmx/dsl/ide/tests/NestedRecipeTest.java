// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

/** One fix turns a plain scenario into one that follows the guide's recipe, and touches nothing else. */
class NestedRecipeTest {

	private static final String RECIPE = "Apply the whole recipe for nested virtualization";

	@Test
	void everyStepIsAppliedInOneEditAndCommentsStay() {
		assertFixed("""
				scenario nested_kvm // the scenario
				hypervisor { // settings
					build debug
					scheduler bvt     // the default
				}

				// the Service VM
				service vm "ACRN SOS VM" {
					cpus 0..3         // all
					guest flags HIDE_MTRR // one flag
					legacy vuart 0 COM1
					kernel bzImage "Linux_bzImage" {
						args "ro"
					}

					// runs in it
					nested vm ubuntu {
						memory 2 GiB
					}
				}
				""", """
				scenario nested_kvm // the scenario
				hypervisor { // settings
					build debug
					scheduler noop     // the default
					nested virtualization on
				}

				// the Service VM
				service vm "ACRN SOS VM" {
					cpus 1..3         // all
					guest flags HIDE_MTRR, NVMX_ENABLED, LAPIC_PASSTHROUGH // one flag
					legacy vuart 0 off
					kernel bzImage "Linux_bzImage" {
						args "ro"
					}
					console vuart pci

					// runs in it
					nested vm ubuntu {
						memory 2 GiB
					}
				}
				""");
	}

	@Test
	void aMissingHypervisorBlockIsWritten() {
		assertFixed("""
				scenario s on board "b"

				service vm a {
					kernel elf "k"
					nested vm n {
					}
				}
				""", """
				scenario s on board "b"

				hypervisor {
					scheduler noop
					nested virtualization on
				}

				service vm a {
					kernel elf "k"
					guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
					legacy vuart 0 off
					console vuart pci
					nested vm n {
					}
				}
				""");
	}

	@Test
	void aBlockOfOneLineStaysOne() {
		assertFixed("""
				scenario s
				hypervisor { nested virtualization on }
				service vm a { cpus 0, 2 kernel elf "k" }
				""", """
				scenario s
				hypervisor { nested virtualization on scheduler noop }
				service vm a { cpus 2 kernel elf "k" guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH legacy vuart 0 off console vuart pci }
				""");
	}

	@Test
	void aVmThatHasOnlyPcpu0KeepsIt() {
		String text = "scenario s\nhypervisor { nested virtualization on scheduler noop }\nservice vm a { cpus 0 kernel elf \"k\" }\n";
		String fixed = Services.fixed(text, RECIPE);
		assertEquals(List.of("NVMX0108"), Services.problems(fixed).stream().map(d -> d.code()).toList(), fixed);
	}

	@Test
	void windowsLineEndsStay() {
		String text = "scenario s\r\nhypervisor {\r\n\tnested virtualization on\r\n}\r\nservice vm a {\r\n\tkernel elf \"k\"\r\n}\r\n";
		String fixed = Services.fixed(text, RECIPE);
		assertEquals(fixed, fixed.replaceAll("(?<!\r)\n", "\r\n"), "each line ends as before");
	}

	private static void assertFixed(String text, String expected) {
		String fixed = Services.fixed(text, RECIPE);
		assertEquals(expected, fixed);
		assertEquals(List.of(), Services.problems(fixed), "the recipe leaves no problem");
	}
}
