// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.acrn.AcrnRulesCheck;
import org.nvmx.model.diagnostic.Diagnostic;

/** How ACRN's rules and the language's go together, and where the board comes from; the rules one by one are in acrn-cases.txt. The board that ships with the product has four CPUs and 2 GiB. */
class AcrnRulesCheckTest {

	private static final ScenarioReader READER = ScenarioReader.create().with(new AcrnRulesCheck(new BoardCatalogue()));
	private static final String BOARD = "scenario s on board \"tgl-bochs\" ";
	private static final String RELEASE = "hypervisor { build release } ";
	private static final String SERVICE = "service vm svc { kernel elf \"k\" } ";

	@TempDir
	Path folder;

	@Test
	void aScenarioThatFitsItsBoardHasNoProblem() {
		expect("", BOARD + RELEASE + SERVICE + "post-launched vm a { cpus 1..3 memory 256 MiB pci device 00:01.2 }");
	}

	@Test
	void whatTheLanguageChecksItselfIsToldOnce() {
		// Expect: the language's words for what the recipe lacks, and the rule of ACRN's XML for the same is silent
		expect("NVMX0102", BOARD + "hypervisor { build release scheduler noop nested virtualization on } service vm svc { guest flags «NVMX_ENABLED» kernel elf \"k\" }");
	}

	/** Expect: the name that leads nowhere, and nothing about the end that is therefore missing; the rule that is broken elsewhere is told, too. */
	@Test
	void anErrorOfTheLanguageDoesNotHideAcrnsRules() {
		List<Diagnostic> problems = READER.read(BOARD + RELEASE + SERVICE + "post-launched vm a { } vuart connection c { vm a vm nobody }", folder.resolve("s.nvmx")).diagnostics();
		assertEquals(List.of("NVMX0704", "NVMX0008"), problems.stream().map(Diagnostic::code).toList(), problems.toString());
	}

	/** Stimulus: ranges without a CPU, where CPUs may not be shared. Expect: nothing about CPUs that nobody wrote. */
	@Test
	void aReversedRangeIsToldAlone() {
		List<Diagnostic> problems = READER.read(BOARD + "hypervisor { build release scheduler noop } " + SERVICE
				+ "post-launched vm a { cpus 3..1 } post-launched vm b { cpus 3..2 }", folder.resolve("s.nvmx")).diagnostics();
		assertEquals(List.of("NVMX0303", "NVMX0303"), problems.stream().map(Diagnostic::code).toList(), problems.toString());
	}

	/** Expect: no rule of ACRN on a text of which the reader understood a part. */
	@Test
	void errorsOfSyntaxAreToldAlone() {
		List<Diagnostic> problems = READER.read(BOARD + RELEASE + SERVICE + "post-launched vm a { cpus }", folder.resolve("s.nvmx")).diagnostics();
		assertEquals(List.of("NVMX0001"), problems.stream().map(Diagnostic::code).toList(), problems.toString());
	}

	/** Stimulus: seventeen VMs, and no limit written, for which ACRN has a default. Expect: it is missed at the scenario's name. */
	@Test
	void oneVmMoreThanTheDefaultIsFound() {
		String guests = IntStream.range(0, 15).mapToObj(i -> "post-launched vm a" + i + " { cpus 1 } ").collect(Collectors.joining());
		expect(AcrnRule.TOO_MANY_VMS.code(), "scenario «s» " + RELEASE + SERVICE + guests + "post-launched vm b { cpus 1 }");
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
