// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.board.PlatformChecks;
import org.nvmx.acrn.board.PlatformRequirement;
import org.nvmx.model.diagnostic.Diagnostic;

/** What ACRN needs of a machine: 7 rules and 39 capabilities, as in its board inspector. */
class PlatformChecksTest {

	private static final String ATTRIBUTES = "<attribute id='cpuid_level'>0x16</attribute><attribute id='physical_address_bits'>46</attribute>"
			+ "<attribute id='linear_address_bits'>48</attribute>";
	private static final String CAPABILITIES = Arrays.stream(PlatformRequirement.values()).map(requirement -> capability(requirement.capabilities().get(0)))
			.collect(Collectors.joining()) + capability("gbyte_pages") + capability("vmx_ept_1gb_page");
	private static final String DRHD = "<DRHD_INFO>#define DRHD0_REG_BASE 0xFED90000UL</DRHD_INFO>";
	private static final String CORES = "<die id='0'><core id='0x0'><thread><cpu_id>0</cpu_id></thread></core><core id='0x1'><thread><cpu_id>1</cpu_id></thread></core></die>";
	private static final String GOOD = "<acrn-config board='b'>" + DRHD + "<processors><model description='CPU X'>" + CAPABILITIES + ATTRIBUTES + "</model>" + CORES
			+ "</processors></acrn-config>";

	private static String capability(String id) {
		return "<capability id='" + id + "'/>";
	}

	private static List<String> check(String board) {
		BoardReading reading = BoardText.read(board);
		return PlatformChecks.check(reading).stream().map(Diagnostic::code).toList();
	}

	@Test
	void thereAre46Checks() {
		long rules = Arrays.stream(BoardRule.values()).filter(rule -> rule.code().startsWith("NVMX21")).count();
		assertEquals(46, rules + PlatformRequirement.values().length);
	}

	@Test
	void aGoodMachineHasNoProblem() {
		assertEquals(List.of(), check(GOOD));
	}

	/** Expect: the code of the capability that was taken away, and no other. */
	@ParameterizedTest
	@EnumSource(PlatformRequirement.class)
	void eachCapabilityIsNeeded(PlatformRequirement requirement) {
		assertEquals(List.of(requirement.code()), check(GOOD.replace(capability(requirement.capabilities().get(0)), "")));
	}

	@Test
	void anOlderNameOfACapabilityIsAsGood() {
		assertEquals(List.of(), check(GOOD.replace("stores_lma_on_exit", "unrestricted_guest")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {"<DRHD_INFO>#define DRHD0_REG_BASE 0xFED90000UL</DRHD_INFO> |  | NO_DMA_REMAPPING",
			"<core id='0x1'> | <core id='0x0'> | HYPER_THREADING", "<attribute id='cpuid_level'> | <capability id='disable_vmx'/><attribute id='cpuid_level'> | VMX_DISABLED",
			"<attribute id='cpuid_level'> | <capability id='set_32bit_addr_width'/><attribute id='cpuid_level'> | VMX_32BIT_ADDRESSES", "0x16 | 0x14 | CPUID_LEVEL",
			"<attribute id='linear_address_bits'>48 | <attribute id='linear_address_bits'>0 | NO_ADDRESS_WIDTHS", "46 | 0 | NO_ADDRESS_WIDTHS",
			"gbyte_pages | x | NO_1GB_PAGES", "vmx_ept_1gb_page | x | NO_1GB_PAGES"})
	void eachRuleIsBroken(String old, String replacement, BoardRule rule) {
		assertEquals(List.of(rule.code()), check(GOOD.replace(old, replacement == null ? "" : replacement)));
	}

	@Test
	void upTo39BitsNeedNo1GbPages() {
		assertEquals(List.of(), check(GOOD.replace("46", "39").replace("gbyte_pages", "x").replace("vmx_ept_1gb_page", "y")));
	}

	@Test
	void hyperThreadingIsAWarningThatNamesTheThreads() {
		Diagnostic problem = PlatformChecks.check(BoardText.read(GOOD.replace("<core id='0x1'>", "<core id='0x0'>"))).get(0);
		assertEquals("WARNING Hyper-Threading is on: CPUs 0 and 1 are threads of one core", problem.severity() + " " + problem.message());
	}

	@Test
	void aMissingCapabilityNamesTheProcessor() {
		Diagnostic problem = PlatformChecks.check(BoardText.read(GOOD.replace(capability("ept"), ""))).get(0);
		assertEquals("ACRN cannot run here: CPU X lacks extended page tables", problem.message());
	}

	@Test
	void whatAnOlderInspectorDidNotReadIsNotAnError() {
		String cpuidOnly = GOOD.replaceAll("<capability id='(vmx_|ept|inv[ev]|stores|apicv|fast)[^']*'/>", "");
		assertEquals(List.of(BoardRule.NO_VMX_CAPABILITIES.code()), check(cpuidOnly));
	}

	@Test
	void everyKindOfCoreIsChecked() {
		String hybrid = GOOD.replace("</model>", "</model><model description='E'>" + CAPABILITIES.replace(capability("smap"), "") + ATTRIBUTES + "</model>");
		assertEquals(List.of(PlatformRequirement.SMAP.code()), check(hybrid));
	}

	@Test
	void aFileThatIsNoBoardIsNotChecked() {
		assertEquals(List.of(), check("<html/>"));
	}
}
