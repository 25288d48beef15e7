// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ScenarioCheck;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.explanation.Hint;
import org.nvmx.dsl.ide.hover.Hover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an editor shows of the allocation, in the text and under the mouse. */
class AllocationExplanationsTest {

	private static final ScenarioLanguageServices SERVICES = ScenarioLanguageServices.create(new AllocationExplanations(), ScenarioCheck.NONE);
	private static final Path FILE = Path.of("no such folder", "s.nvmx");
	private static final String HYBRID = """
			scenario s on board "tgl-bochs"
			hypervisor {
				cache allocation on
				cache 0x0 level 3 {
					vm "safety ä" cpu 0 mask 0xf0
				}
			}
			pre-launched vm "safety ä" {
				cpus 1
				memory 64 MiB
				console vuart pci
				legacy vuart 1 COM2
			}
			service vm svc {
			}
			post-launched vm linux {
				cpus 0
				memory 32 MiB
			}
			shared memory shm {
				size 2 MiB
				vm "safety ä"
				vm linux at 00:09.0
			}
			vuart connection link {
				vm svc
				vm "safety ä"
			}
			""";

	/** Stimulus: a scenario with one of each kind. Expect: each hint behind the line that it is about, and nothing where the text says it all. */
	@Test
	void hintsTellWhatTheTextDoesNotSay() {
		assertEquals("""
				scenario s on board "tgl-bochs"
				hypervisor { ⟦RAM size 84 MiB, RAM 0x400000-0x57fffff⟧
					cache allocation on
					cache 0x0 level 3 {
						vm "safety ä" cpu 0 mask 0xf0 ⟦CLOS 0⟧
					}
				}
				pre-launched vm "safety ä" { ⟦CLOS 0⟧
					cpus 1
					memory 64 MiB
					console vuart pci ⟦00:01.0⟧
					legacy vuart 1 COM2 ⟦port 0x2f8 IRQ 3⟧
				}
				service vm svc { ⟦CPUs 0, 2, 3, memory 1899 MiB⟧
				}
				post-launched vm linux {
					cpus 0 ⟦CPU 0: svc vCPU 0, linux vCPU 0⟧
					memory 32 MiB
				}
				shared memory shm {
					size 2 MiB
					vm "safety ä" ⟦00:08.0, memory 0x80200000-0x803fffff⟧
					vm linux at 00:09.0
				}
				vuart connection link {
					vm svc ⟦00:10.0⟧
					vm "safety ä" ⟦00:10.0⟧
				}
				""", withHints(HYBRID));
	}

	/** Stimulus: the mouse over a shared memory's VM. Expect: address and place in memory, each with its reason. */
	@Test
	void aHoverTellsWhy() {
		String hover = hover("vm \"safety ä\"\n\tvm linux at");
		assertTrue(hover.contains("- shared memory shm: **00:08.0** (lowest free device number of 08 to 0f, where shared memory goes)"), hover);
		assertTrue(hover.contains("BAR2: **0x80200000-0x803fffff**"), hover);
		assertFalse(hover.contains("CLOS"), hover);
	}

	/** Stimulus: the mouse over the first word of a VM. Expect: what the word means, and everything that the VM has. */
	@Test
	void aVmTellsEverythingItHas() {
		String hover = hover("service vm svc");
		assertTrue(hover.contains("SOS_VM"), hover);
		assertTrue(hover.contains("- CPUs: **0, 2, 3** (all CPUs of the board that are left: CPU 1 belongs to pre-launched VMs (safety ä))"), hover);
		assertTrue(hover.contains("- vUART link #1: **00:10.0**"), hover);
	}

	/** Stimulus: the mouse over an option of a VM that nothing is allocated to. Expect: the meaning of the option alone. */
	@Test
	void anOptionIsNotItsVm() {
		assertFalse(hover("memory 32 MiB").contains("Allocated"));
	}

	/** Stimulus: a CPU that the board does not have. Expect: the hover says so and what to do. */
	@Test
	void aHoverTellsWhatCannotBeGiven() {
		String text = HYBRID.replace("cpus 0", "cpus 77");
		String hover = SERVICES.hover(text, FILE, text.indexOf("77")).map(Hover::markdown).orElse("");
		assertTrue(hover.contains("the board has no such CPU; choose another CPU for linux vCPU 0"), hover);
	}

	/** Stimulus: texts that are being typed. Expect: neither an exception nor hints, whose elements would be in doubt. */
	@Test
	void unfinishedTextsHaveNoHints() {
		for (int end = 0; end < HYBRID.length(); end++) {
			String text = HYBRID.substring(0, end);
			SERVICES.hover(text, FILE, Math.max(end - 1, 0));
			if (text.contains("{") && !text.stripTrailing().endsWith("}")) {
				assertEquals(List.of(), SERVICES.hints(text, FILE), text);
			}
		}
	}

	/** Stimulus: the same scenario without a board. Expect: what the VMs alone decide, and no guess about the rest. */
	@Test
	void withoutABoardTheRestIsStillSaid() {
		String shown = withHints(HYBRID.replace(" on board \"tgl-bochs\"", ""));
		assertTrue(shown.contains("service vm svc {\n"), shown);
		assertTrue(shown.contains("console vuart pci ⟦00:01.0⟧"), shown);
	}

	private static String hover(String before) {
		return SERVICES.hover(HYBRID, FILE, HYBRID.indexOf(before)).map(Hover::markdown).orElse("");
	}

	private static String withHints(String text) {
		StringBuilder shown = new StringBuilder(text);
		List<Hint> hints = SERVICES.hints(text, FILE);
		hints.reversed().forEach(hint -> shown.insert(hint.offset(), " ⟦" + hint.summary() + "⟧"));
		return shown.toString();
	}
}
