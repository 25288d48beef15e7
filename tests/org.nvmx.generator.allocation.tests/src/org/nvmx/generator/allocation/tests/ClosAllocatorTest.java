// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nvmx.generator.allocation.CachePolicy.Type.CODE;
import static org.nvmx.generator.allocation.CachePolicy.Type.DATA;
import static org.nvmx.generator.allocation.CachePolicy.Type.UNIFIED;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.nvmx.generator.allocation.AllocationTable;
import org.nvmx.generator.allocation.CacheId;
import org.nvmx.generator.allocation.CachePolicy;
import org.nvmx.generator.allocation.ClosAllocator;
import org.nvmx.generator.allocation.ClosRequest;

class ClosAllocatorTest {

	private static final CacheId L2 = new CacheId(2, 1);
	private static final CacheId L3 = new CacheId(3, 0);

	private static CachePolicy mask(CacheId cache, String vm, int vcpu, int mask) {
		return new CachePolicy(cache, vm, vcpu, UNIFIED, mask);
	}

	private static String table(boolean cdp, Set<String> vcat, CachePolicy... policies) {
		return AllocationTable.of(ClosAllocator.allocate(ClosRequest.of(ExampleBoard.BOARD, List.of(policies), cdp, vcat)));
	}

	@Test
	void equalMasksShareAClass() {
		assertEquals("""
				a vCPU 0    CLOS    0                         first policy
				a vCPU 1    CLOS    1                         no other policy has these masks
				b vCPU 0    CLOS    0                         its masks agree with those of a vCPU 0
				hypervisor  CLOS 0  L2 0x1 0xf, L3 0x0 0xff0  ways for a vCPU 0, b vCPU 0
				hypervisor  CLOS 1  L2 0x1 0xf, L3 0x0 0xf    ways for a vCPU 1
				""", table(false, Set.of(), mask(L3, "a", 0, 0xff0), mask(L3, "a", 1, 0xf), mask(L3, "b", 0, 0xff0)));
	}

	@Test
	void whatOneLeavesOpenTheOtherDecides() {
		assertEquals("""
				a vCPU 0    CLOS    0                        first policy
				b vCPU 0    CLOS    0                        its masks agree with those of a vCPU 0
				hypervisor  CLOS 0  L2 0x1 0x3, L3 0x0 0xf0  ways for a vCPU 0, b vCPU 0
				""", table(false, Set.of(), mask(L3, "a", 0, 0xf0), mask(L2, "b", 0, 3)));
	}

	@Test
	void whatWasDecidedThenIsNotOpenAnyMore() {
		assertEquals(2, ClosAllocator.allocate(ClosRequest.of(ExampleBoard.BOARD,
				List.of(mask(L3, "a", 0, 0xf0), mask(L2, "b", 0, 3), mask(L3, "c", 0, 0xf0), mask(L2, "c", 0, 0xc)), false, Set.of())).values().classes().size());
	}

	@Test
	void aVcatVmSharesNoClass() {
		assertEquals("""
				a vCPU 0    CLOS    0                        first policy
				v vCPU 0    CLOS    1                        a vCAT VM shares no class
				v vCPU 1    CLOS    2                        a vCAT VM shares no class
				b vCPU 0    CLOS    0                        its masks agree with those of a vCPU 0
				hypervisor  CLOS 0  L2 0x1 0xf, L3 0x0 0xff  ways for a vCPU 0, b vCPU 0
				hypervisor  CLOS 1  L2 0x1 0xf, L3 0x0 0xff  ways for v vCPU 0
				hypervisor  CLOS 2  L2 0x1 0xf, L3 0x0 0xff  ways for v vCPU 1
				""", table(false, Set.of("v"), mask(L3, "a", 0, 0xff), mask(L3, "v", 0, 0xff), mask(L3, "v", 1, 0xff), mask(L3, "b", 0, 0xff)));
	}

	@Test
	void codeAndDataAreOnePolicyWithCdp() {
		assertEquals("""
				a vCPU 0    CLOS    0                                      first policy
				hypervisor  CLOS 0  L2 0x1 0xf, L3 0x0 data 0xf0 code 0xf  ways for a vCPU 0
				""", table(true, Set.of(), new CachePolicy(L3, "a", 0, DATA, 0xf0), new CachePolicy(L3, "a", 0, CODE, 0xf)));
	}

	@Test
	void cdpHalvesTheClasses() {
		assertTrue(table(true, Set.of(), mask(L3, "a", 0, 1), mask(L3, "b", 0, 2))
				.endsWith("2 are needed, and ACRN can use 1 of the board's 4 with CDP; let virtual CPUs have equal masks\n"));
	}

	@Test
	void fewerThanTheBoardHasAreUsable() {
		assertTrue(table(false, Set.of(), mask(L3, "a", 0, 1), mask(L3, "b", 0, 2), mask(L3, "c", 0, 4), mask(L3, "d", 0, 8))
				.endsWith("4 are needed, and ACRN can use 3 of the board's 4; let virtual CPUs have equal masks\n"));
	}

	@Test
	void aMaskForCodeAloneNeedsCdp() {
		assertTrue(table(false, Set.of(), new CachePolicy(L3, "a", 0, CODE, 0xf)).contains("a mask for code alone needs CDP"));
	}

	@Test
	void twoMasksForOneCacheAreAProblem() {
		assertTrue(table(false, Set.of(), mask(L3, "a", 0, 0xf), mask(L3, "a", 0, 0xff)).contains("has two masks, 0xf and 0xff; keep one of them"));
	}

	@Test
	void withoutABoardTheMasksAloneCount() {
		var allocation = ClosAllocator.allocate(new ClosRequest(List.of(mask(L3, "a", 0, 0xf), mask(L2, "b", 0, 1)), Map.of(), OptionalInt.empty(), false, Set.of()));
		assertEquals("{L2 0x1=0x1, L3 0x0=0xf}", allocation.values().classes().get(0).masks().toString());
	}

	@Test
	void noPoliciesNeedNoClasses() {
		assertEquals("", table(false, Set.of()));
	}
}
