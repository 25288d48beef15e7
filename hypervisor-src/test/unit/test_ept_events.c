/* SPDX-License-Identifier: BSD-3-Clause */
/* Page-modification logging (SDM 29.3.6) and #VE (SDM 26.5.7) for L2. */
#include "harness.h"

#define WB		((u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT)
#define RWX_WB		(EPT_RWX | WB)
#define L2_PAGE		0x123000ULL
#define LAST_ENTRY	511
#define VE_BUSY		0xffffffffULL
#define LINEAR		0x7000ULL

static void start(u64 proc2, u64 eptp_bits)
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT | proc2);
	l1_vmwrite(VMCS_EPT_POINTER, EPTP12_DEFAULT | eptp_bits);
	l1_vmwrite(VMCS_PML_ADDRESS, GPA_PML);
	l1_vmwrite(VMCS_GUEST_PML_INDEX, LAST_ENTRY);
	l1_vmwrite(VMCS_VE_INFO_ADDR, GPA_VE_AREA);
	l1_vmwrite(VMCS_EPTP_INDEX, 5);
	l1_insn(EXIT_REASON_VMLAUNCH);
	EXPECT_STR("VMLAUNCH", "L2 runs", l1_result());
	EXPECT_FALSE("left to the CPU", vmcs_read(VMCS_PROC2_CONTROLS) &
		     (PROC2_ENABLE_PML | PROC2_EPT_VIOLATION_VE));
}

static void l2_touches(u64 ngpa, u64 access)
{
	fake_vmexit_write(VMCS_GUEST_PHYSICAL_ADDRESS, ngpa);
	fake_vmexit_write(VMCS_GUEST_LINEAR_ADDRESS, LINEAR);
	l2_exit(EXIT_REASON_EPT_VIOLATION, access | EPT_QUAL_GLA_VALID |
					   EPT_QUAL_GLA_TRANSLATED);
}

static u64 log_entry(u64 index)
{
	return *ram_u64(GPA_PML + index * sizeof(u64));
}

TEST(pml_logs, "L2 reads a clean page, writes it, writes it again",
     "Expect: one entry, 4-KByte aligned, at the old index, which is then one less")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	start(PROC2_ENABLE_PML, EPTP_ACCESSED_DIRTY);
	l2_touches(L2_PAGE + 8, EPT_READ);
	EXPECT_EQ("after the read", 0, log_entry(LAST_ENTRY));
	l2_touches(L2_PAGE + 8, EPT_WRITE);
	EXPECT_EQ("after the write", L2_PAGE, log_entry(LAST_ENTRY));
	l2_touches(L2_PAGE + 16, EPT_WRITE);
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_EQ("index", LAST_ENTRY - 1, l1_vmread(VMCS_GUEST_PML_INDEX));
	EXPECT_EQ("next entry", 0, log_entry(LAST_ENTRY - 1));
}

TEST(pml_last_entry, "the page that fills the log, then one more",
     "Expect: the index wraps to FFFFH; then exit 62, the page is still clean")
{
	u64 *leaf = ram_u64(GPA_EPT12 + 3 * PAGE_SIZE + 0x124 * 8);

	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	ept12_map(L2_PAGE + PAGE_SIZE, 0x21000, PAGE_SIZE, RWX_WB);
	start(PROC2_ENABLE_PML, EPTP_ACCESSED_DIRTY);
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmwrite(VMCS_GUEST_PML_INDEX, 0);
	l1_insn(EXIT_REASON_VMRESUME);
	l2_touches(L2_PAGE, EPT_WRITE);
	EXPECT_EQ("entry 0", L2_PAGE, log_entry(0));
	l2_touches(L2_PAGE + PAGE_SIZE, EPT_WRITE);
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("reason", EXIT_REASON_PML_FULL, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("qualification", 0, l1_vmread(VMCS_EXIT_QUALIFICATION));
	EXPECT_EQ("index", 0xffff, l1_vmread(VMCS_GUEST_PML_INDEX));
	EXPECT_EQ("flags", 0, *leaf & (EPT_ACCESSED | EPT_DIRTY));
}

TEST(pml_without_flags, "PML while EPTP12 asks for no dirty flags",
     "Expect: nothing is logged")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	start(PROC2_ENABLE_PML, 0);
	l2_touches(L2_PAGE, EPT_WRITE);
	EXPECT_TRUE("in L2", fake_vmcs02_is_loaded());
	EXPECT_EQ("log", 0, log_entry(LAST_ENTRY));
}

TEST(ve_delivered, "L2 writes a page that EPT12 maps read-only, #VE on",
     "Expect: vector 20 for L2, the area filled in and busy, no exit to L1")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, EPT_READ | WB);
	start(PROC2_EPT_VIOLATION_VE, 0);
	l2_touches(L2_PAGE + 4, EPT_WRITE);
	EXPECT_TRUE("in L2", fake_vmcs02_is_loaded());
	EXPECT_TRUE("injected", cpu.injected);
	EXPECT_EQ("vector", VECTOR_VE, cpu.vector);
	EXPECT_FALSE("error code", cpu.has_error_code);
	EXPECT_EQ("reason and busy", VE_BUSY << 32 | EXIT_REASON_EPT_VIOLATION,
		  *ram_u64(GPA_VE_AREA));
	EXPECT_EQ("qualification", EPT_QUAL_WRITE |
		  EPT_READ << EPT_QUAL_ALLOWED_SHIFT | EPT_QUAL_GLA_VALID |
		  EPT_QUAL_GLA_TRANSLATED, *ram_u64(GPA_VE_AREA + 8));
	EXPECT_EQ("linear", LINEAR, *ram_u64(GPA_VE_AREA + 16));
	EXPECT_EQ("physical", L2_PAGE + 4, *ram_u64(GPA_VE_AREA + 24));
	EXPECT_EQ("EPTP index", 5, *ram_u64(GPA_VE_AREA + 32) & 0xffff);
}

TEST(ve_of_ept02, "L2 touches a page that EPT12 maps and EPT02 does not yet, #VE on",
     "Expect: neither a #VE nor an exit: EPT02 is nobody's business")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	start(PROC2_EPT_VIOLATION_VE, 0);
	l2_touches(L2_PAGE, EPT_READ);
	EXPECT_TRUE("in L2", fake_vmcs02_is_loaded());
	EXPECT_FALSE("injected", cpu.injected);
	EXPECT_EQ("area", 0, *ram_u64(GPA_VE_AREA));
}

static void expect_exit_48(const char *what)
{
	test_context("%s", what);
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("reason", EXIT_REASON_EPT_VIOLATION, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_FALSE("injected", cpu.injected);
	l1_insn(EXIT_REASON_VMRESUME);
	test_context("%s", "");
}

TEST(ve_not_delivered, "a convertible violation in real mode, during event delivery, while the area is busy, with no area in RAM",
     "Expect: exit 48 each time")
{
	start(PROC2_EPT_VIOLATION_VE, 0);
	fake_vmexit_write(VMCS_IDT_VECTORING_INFO, INTR_INFO_VALID | 32);
	l2_touches(L2_PAGE, EPT_READ);
	fake_vmexit_write(VMCS_IDT_VECTORING_INFO, 0);
	expect_exit_48("event delivery");
	*ram_u64(GPA_VE_AREA) = 1ULL << 32;
	l2_touches(L2_PAGE, EPT_READ);
	expect_exit_48("busy");
	*ram_u64(GPA_VE_AREA) = 0;
	fake_vmexit_write(VMCS_GUEST_CR0, CR0_NE);
	l2_touches(L2_PAGE, EPT_READ);
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("real mode", EXIT_REASON_EPT_VIOLATION, l1_vmread(VMCS_EXIT_REASON));
	l1_vmwrite(VMCS_GUEST_CR0, CR0_PE | CR0_PG | CR0_NE | CR0_ET);
	l1_vmwrite(VMCS_VE_INFO_ADDR, FAKE_RAM_SIZE);
	l1_insn(EXIT_REASON_VMRESUME);
	l2_touches(L2_PAGE, EPT_READ);
	expect_exit_48("no RAM");
}

TEST(ve_intercepted, "#VE with vector 20 in L1's exception bitmap",
     "Expect: exit 0 with vector 20, the area filled in")
{
	start(PROC2_EPT_VIOLATION_VE, 0);
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmwrite(VMCS_EXCEPTION_BITMAP, BIT64(VECTOR_VE));
	l1_insn(EXIT_REASON_VMRESUME);
	l2_touches(L2_PAGE, EPT_READ);
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("reason", EXIT_REASON_EXCEPTION_NMI, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("vector", INTR_INFO_VALID | VECTOR_VE |
		  INTR_TYPE_HARD_EXCEPTION << INTR_INFO_TYPE_SHIFT,
		  l1_vmread(VMCS_EXIT_INTR_INFO));
	EXPECT_EQ("busy", VE_BUSY, *ram_u64(GPA_VE_AREA) >> 32);
}
