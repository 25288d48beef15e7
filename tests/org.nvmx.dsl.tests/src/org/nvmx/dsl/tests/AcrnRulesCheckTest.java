// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.acrn.AcrnRulesCheck;
import org.nvmx.model.diagnostic.Diagnostic;

/** ACRN's rules say where in the scenario something is wrong. The board that ships with the product has four CPUs and 2 GiB. */
class AcrnRulesCheckTest {

	private static final ScenarioReader READER = ScenarioReader.create().with(new AcrnRulesCheck(new BoardCatalogue()));
	private static final String BOARD = "scenario s on board \"tgl-bochs\" ";
	private static final String RELEASE = "hypervisor { build release } ";
	private static final String SERVICE = "service vm svc { kernel elf \"k\" } ";

	@TempDir
	Path folder;

	/** The places of the problems are in guillemets. Expect: that rule at each of them, and nothing else. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			CPU_NOT_ON_BOARD        | post-launched vm a { cpus 1, «3..4» }
			PCI_DEVICE_UNKNOWN      | post-launched vm a { cpus 1 «pci device 00:1f.3» }
			RTVM_CPU_SHARED         | post-launched vm a { type realtime cpus 1 realtime } post-launched vm b { cpus «1..2» }
			RTVM_ON_CPU0            | post-launched vm a { type realtime cpus «0 realtime» }
			OWNED_CPU_SHARED        | post-launched vm a { cpus 1 own cpus on } post-launched vm b { cpus «1..2» }
			VM_WITHOUT_CPU          | post-launched vm «a» { }
			VUART_SAME_VM           | post-launched vm a { cpus 1 } vuart connection c over pci { vm a vm «a» }
			SHARED_MEMORY_VM_TWICE  | post-launched vm a { cpus 1 } shared memory m { size 2 MiB vm a vm «a» }
			VSOCK_CID_TWICE         | post-launched vm a { cpus 1 virtio vsock 3 } post-launched vm b { cpus 2 virtio vsock «3» }
			PCI_DEVICE_TWICE        | pre-launched vm a { cpus 1 memory 64 MiB kernel elf "k" pci device 00:01.2 } pre-launched vm b { cpus 2 memory 64 MiB kernel elf "k" pci device «00:01.2» }
			MEMORY_EXCEEDED         | pre-launched vm a { cpus 1 memory «4 GiB» kernel elf "k" }
			TPM2_AND_P2SB           | pre-launched vm a { cpus 1 memory 64 MiB kernel elf "k" mmio devices tpm2, «p2sb» }
			VCAT_NEEDS_RDT          | hypervisor { build release virtual cat «on» } post-launched vm a { cpus 1 }
			MASK_NOT_CONTIGUOUS     | hypervisor { build release cache allocation on cache 0x0 level 3 { «vm a cpu 0 unified mask 0x5» } } post-launched vm a { cpus 1 }
			""")
	void aRuleOfAcrnIsToldAtItsPlace(AcrnRule rule, String marked) {
		String vms = marked.strip();
		boolean before = vms.startsWith("pre-launched");
		String scenario = vms.startsWith("hypervisor") ? vms.replaceFirst("(?=post-launched)", SERVICE) : RELEASE + (before ? vms + " " + SERVICE : SERVICE + vms);
		expect(rule.code(), BOARD + scenario);
	}

	@Test
	void aScenarioThatFitsItsBoardHasNoProblem() {
		expect("", BOARD + RELEASE + SERVICE + "post-launched vm a { cpus 1..3 memory 256 MiB pci device 00:01.2 }");
	}

	@Test
	void whatTheLanguageChecksItselfIsToldOnce() {
		// Expect: the language's words for CPUs that are shared under noop
		List<Diagnostic> problems = READER.read(
				BOARD + "hypervisor { build release scheduler noop } " + SERVICE + "post-launched vm a { cpus 1 } post-launched vm b { cpus 1 }", folder.resolve("s.nvmx")).diagnostics();
		assertEquals(List.of("NVMX0302"), problems.stream().map(Diagnostic::code).toList(), problems.toString());
	}

	@Test
	void whatIsNotWrittenIsMissedAtTheScenariosName() {
		expect(AcrnRule.NO_SERIAL_CONSOLE.code(), "scenario «s» on board \"tgl-bochs\" " + SERVICE);
	}

	@Test
	void aBoardThatIsNotThereIsToldOnceAndNothingIsCheckedAgainstIt() {
		expect(BoardRule.BOARD_NOT_FOUND.code(), "scenario s on board «\"nowhere\"» " + RELEASE + SERVICE + "post-launched vm a { cpus 9 }");
	}

	@Test
	void aBoardBesideTheScenarioIsTaken() throws Exception {
		Files.writeString(folder.resolve("mine.xml"), """
				<acrn-config board="mine">
				  <processors><thread id="0x0"><cpu_id>0</cpu_id><apic_id>0x0</apic_id></thread></processors>
				</acrn-config>
				""");
		expect(AcrnRule.CPU_NOT_ON_BOARD.code(), "scenario s on board \"mine\" " + RELEASE + SERVICE + "post-launched vm a { cpus «1» }");
	}

	@Test
	void aBrokenBoardIsToldWithWhatToDo() throws Exception {
		Files.writeString(folder.resolve("mine.xml"), "<acrn-config board=\"mine\"");
		expect(BoardRule.BOARD_UNUSABLE.code(), "scenario s on board «\"mine\"» " + RELEASE + SERVICE + "post-launched vm a { cpus 9 }");
	}

	/** @param code of each marked place; without one there is no problem */
	private void expect(String code, String marked) {
		MarkedText source = MarkedText.of(marked);
		List<Diagnostic> problems = READER.read(source.text(), folder.resolve("s.nvmx")).diagnostics();
		String expected = source.places().stream().map(place -> code + " at " + place).collect(Collectors.joining("\n"));
		assertEquals(expected, problems.stream().map(problem -> problem.code() + " at " + problem.location().offset() + "+" + problem.location().length())
				.collect(Collectors.joining("\n")), problems.toString());
	}
}
