// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.Scheduler;
import org.nvmx.model.scenario.ServiceVm;

class ExamplesTest {

	/** Expect: an example has the problems that are listed beside it, line by line, and without a list none but that its board is not known. */
	@Test
	void everyExampleHasTheProblemsThatItSays() throws IOException {
		List<String> listing = new ArrayList<>();
		for (Path example : Examples.all()) {
			Path listed = example.resolveSibling("problems.txt");
			String folder = example.getParent() + example.getFileSystem().getSeparator();
			boolean list = Files.exists(listed);
			assertEquals(list ? Files.readAllLines(listed) : List.of(), Expectation.WITH_ACRNS_RULES.read(example).diagnostics().stream()
					.filter(problem -> list || !problem.code().equals(BoardRule.BOARD_NOT_FOUND.code())).map(problem -> problem.toString().replace(folder, "")).toList(),
					example.toString());
			if (list) {
				listing.add(example.getParent().getFileName().toString());
			}
		}
		assertEquals(List.of("broken", "sgx-tpm"), listing.stream().sorted().toList());
	}

	/** Expect: each example says what it is and what to learn from it: the wizard shows heading and first paragraph, the table of examples names the folder. */
	@Test
	void everyExampleIsDescribed() throws IOException {
		String table = Files.readString(Examples.folder().resolve("README.md"));
		for (Path example : Examples.all()) {
			String readme = Files.readString(example.resolveSibling("README.md"));
			assertTrue(readme.matches("(?s)# [^\\n]+\\n\\n\\w.*"), readme);
			String name = example.getParent().getFileName().toString();
			assertTrue(table.contains("| [" + name + "](" + name + ") |"), name);
			assertTrue(Files.exists(example.resolveSibling(name + ".nvmx")), name);
		}
	}

	@Test
	void theGuidesScenarioSaysWhatTheGuidePrints() {
		ScenarioDocument document = Expectation.READER.read(Examples.folder().resolve("nested-linux/nested-linux.nvmx"));
		Scenario scenario = document.scenario().orElseThrow();
		assertEquals(Scheduler.NOOP, scenario.getHypervisor().getScheduler());
		assertEquals(true, scenario.getHypervisor().isNestedVirtualization());
		ServiceVm vm = (ServiceVm) scenario.getVms().get(0);
		assertEquals("ACRN SOS VM", vm.getName());
		assertEquals(List.of("1..3"), vm.getCpus().stream().map(ExamplesTest::text).toList());
		assertEquals(List.of(GuestFlag.NVMX_ENABLED, GuestFlag.LAPIC_PASSTHROUGH), vm.getGuestFlags());
		NestedVm nested = vm.getNestedVms().get(0);
		assertEquals("ubuntu_vm 2 GiB 2 /var/lib/guests/ubuntu-20.04.qcow2 00:16:3d:60:0a:80 /etc/qemu-ifup", String.join(" ", nested.getName(),
				nested.getMemory().toString(), String.valueOf(nested.getCpuCount()), nested.getDisks().get(0).getPath(),
				nested.getNetworks().get(0).getMac().toString(), nested.getNetworks().get(0).getScript()));
	}

	private static String text(CpuRange range) {
		return range.getFirst() + ".." + range.getLast();
	}
}
