// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.hypervisor.HypervisorSources;
import org.nvmx.hypervisor.ScenarioSupport;
import org.nvmx.model.diagnostic.Diagnostic;

/** What the hypervisor's own table says about scenarios. */
class SupportCheckTest {

	private static final String ASKS_FOR_RELOCATION = """
			scenario s on board "tgl-bochs"
			hypervisor {
				serial console "/dev/ttyS0"
				scheduler noop
				relocation on
			}
			service vm a {
				cpus 1
				%s
			}
			""";

	@TempDir
	Path folder;

	private static HypervisorSources bundled(Path state) throws IOException {
		return HypervisorSources.locate(state);
	}

	private List<String> lines(String text) throws IOException {
		return lines(new SupportCheck(ScenarioSupport.of(bundled(folder))).ofRun(ScenarioReader.create().read(text, Path.of("s.nvmx"))));
	}

	private static List<String> lines(List<Diagnostic> problems) {
		return problems.stream().map(Diagnostic::toString).map(line -> line.replaceFirst("; leave it for ACRN, or remove it \\[NVMX0901\\]$", "")).toList();
	}

	/** @return what an editor shows of a text without errors */
	private static List<String> shownWhileWriting(String text) {
		return lines(ScenarioReader.create().with(SupportCheck.ofProduct()).read(text, Path.of("s.nvmx")).diagnostics());
	}

	/** Stimulus: what the bundled example asks for, but for the PCI console. Expect: nothing to say. */
	@Test
	void whatItRunsIsNotMentioned() throws IOException {
		assertEquals(List.of(), lines("""
				scenario s on board "tgl-bochs"
				hypervisor {
					build debug
					serial console "/dev/ttyS0"
					scheduler noop
					nested virtualization on
				}
				service vm a {
					cpus 1
					guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
					legacy vuart 0 off
					kernel elf "nested-hello" {
						args "x"
					}
				}
				"""));
	}

	/** Stimulus: options of every kind that it does not run. Expect: each at its value, with the reason of the table. */
	@Test
	void whatItDoesNotRunIsSaidAtItsPlace() throws IOException {
		assertEquals(List.of(
				"s.nvmx:3:12: warning: The bundled hypervisor does not run this (hv.FEATURES.SCHEDULER): the hypervisor has no timer to take turns by",
				"s.nvmx:4:13: warning: The bundled hypervisor does not run this (hv.FEATURES.RELOC_ENABLED): the hypervisor does not know the option yet",
				"s.nvmx:7:28: warning: The bundled hypervisor does not run this (vm.guest_flags.guest_flag): the hypervisor knows the flag's name only",
				"s.nvmx:8:17: warning: The bundled hypervisor does not run this (vm.legacy_vuart.base): the console is at port 3f8",
				"s.nvmx:9:16: info: The bundled hypervisor runs this in another way (vm.console_vuart.base): the console is a polled UART at port 3f8 [NVMX0902]"),
				lines("""
						scenario s
						hypervisor {
							scheduler bvt
							relocation on
						}
						service vm a {
							guest flags NVMX_ENABLED, RT
							legacy vuart 0 COM2
							console vuart pci
						}
						"""));
	}

	/** Stimulus: a second VM. Expect: one line for the whole VM, none for its options. */
	@Test
	void onlyTheFirstVmRuns() throws IOException {
		assertEquals(List.of("s.nvmx:4:1: warning: The bundled hypervisor does not run this (vm): the hypervisor runs one VM, the first of the scenario"), lines("""
				scenario s
				service vm a {
				}
				post-launched vm b {
					console vuart pci
				}
				"""));
	}

	/** Stimulus: a scenario for ACRN, whose kernels come from ACRN's boot loader. Expect: the writer hears nothing of the bundled hypervisor. */
	@Test
	void aScenarioForAcrnAloneIsLeftInPeace() {
		assertEquals(List.of(), shownWhileWriting(ASKS_FOR_RELOCATION.formatted("kernel bzImage \"Linux_bzImage\"")));
	}

	/** Stimulus: the same options in scenarios that only this product can boot. Expect: an information at the option. */
	@Test
	void aScenarioToRunHereIsToldWhileItIsWritten() throws IOException {
		Files.writeString(folder.resolve("bzImage"), "");
		List<String> told = List.of("s.nvmx:5:13: info: The bundled hypervisor does not run this (hv.FEATURES.RELOC_ENABLED): the hypervisor does not know the option yet");
		assertEquals(told, shownWhileWriting(ASKS_FOR_RELOCATION.formatted("kernel elf \"nested-hello\"")), "a guest that is built with the hypervisor");
		assertEquals(told, shownWhileWriting(ASKS_FOR_RELOCATION.formatted("kernel bzImage \"Linux\" { image \"" + folder.resolve("bzImage") + "\" }")), "an image of one's own");
	}

	/** Stimulus: the bundled example, which asks for a PCI console as ACRN needs it. Expect: nothing to say while it is written: there is nothing to change. */
	@Test
	void whatRunsInAnotherWayIsNotMentionedWhileItIsWritten() {
		assertEquals(List.of(), shownWhileWriting("""
				scenario s on board "tgl-bochs"
				hypervisor {
					serial console "/dev/ttyS0"
					scheduler noop
					nested virtualization on
				}
				service vm a {
					cpus 1
					guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
					legacy vuart 0 off
					console vuart pci
					kernel elf "nested-hello"
				}
				"""));
	}

	/** Stimulus: a scenario to run here, with an error. Expect: the error alone: what the scenario asks for is in doubt. */
	@Test
	void errorsComeFirst() {
		assertEquals(1, shownWhileWriting(ASKS_FOR_RELOCATION.formatted("kernel elf \"nested-hello\"").replace("cpus 1", "cpus 99")).size());
	}

	/** Stimulus: rows that are malformed or there twice. Expect: an error that shows the row. */
	@Test
	void aMalformedTableIsAnError() throws IOException {
		for (String row : List.of("vm.name\t*\tyes", "vm.name\t*\tmaybe\t", "vm.name\t*\tno\t", "vm.name\t*\totherwise\t", "vm.name\t*\tyes\treason", "vm.name\t*\tyes\t\nvm.name\t*\tyes\t")) {
			Path table = folder.resolve("data/scenario_support.tsv");
			Files.createDirectories(table.getParent());
			Files.writeString(table, row + "\n");
			IOException error = assertThrows(IOException.class, () -> ScenarioSupport.of(new HypervisorSources(folder)), row);
			assertTrue(error.getMessage().contains("vm.name"), error.getMessage());
		}
	}
}
