/* SPDX-License-Identifier: BSD-3-Clause */
/* VMCS shadowing for L1: VMREAD and VMWRITE of L2 (SDM 25.10, 31.3). */
#include "harness.h"

#define GPA_LINKED		GPA_VMCS12_B
#define GPA_VMREAD_BITMAP	0xa000
#define GPA_VMWRITE_BITMAP	0xb000
#define MARK			0x1234
/* Instruction information: register operands RDX (field), RAX (value). */
#define INFO_REGISTERS		(GPR_RAX << 3 | BIT(10) | (u32)GPR_RDX << 28)

static void write_linked(u32 field, u64 value)
{
	l1_vmclear(GPA(GPA_LINKED));
	l1_vmptrld(GPA(GPA_LINKED));
	l1_vmwrite(field, value);
}

/* L2 runs with a linked VMCS that L1 has (or has not) cleared again. */
static void start(bool linked_is_clear)
{
	l1_prepare_l2();
	*(u32 *)(cpu.ram + GPA_LINKED) = VMCS12_REVISION | VMCS_SHADOW_INDICATOR;
	l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT | PROC2_ENABLE_VPID |
					PROC2_VMCS_SHADOWING);
	l1_vmwrite(VMCS_VMREAD_BITMAP, GPA_VMREAD_BITMAP);
	l1_vmwrite(VMCS_VMWRITE_BITMAP, GPA_VMWRITE_BITMAP);
	l1_vmwrite(VMCS_VMCS_LINK_POINTER, GPA_LINKED);
	write_linked(VMCS_GUEST_RIP, MARK);
	l1_vmwrite(VMCS_HOST_RIP, MARK + 1);
	if (linked_is_clear)
		l1_vmclear(GPA(GPA_LINKED));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_insn(EXIT_REASON_VMLAUNCH);
}

static enum nested_exit l2_access(u32 reason, u64 field)
{
	cpu.vcpu.gpr[GPR_RDX] = field;
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_INFO, INFO_REGISTERS);
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_LEN, 3);
	return l2_exit(reason, 0);
}

static void check_access(bool linked_is_clear)
{
	start(linked_is_clear);
	EXPECT_TRUE("L2 runs", cpu.vcpu.nested.in_l2);
	l2_access(EXIT_REASON_VMREAD, VMCS_GUEST_RIP);
	EXPECT_TRUE("no exit to L1", fake_vmcs02_is_loaded());
	EXPECT_EQ("guest RIP", MARK, cpu.vcpu.gpr[GPR_RAX]);
	EXPECT_EQ("L2's RIP", 0x1003, vmcs_read(VMCS_GUEST_RIP));
	l2_access(EXIT_REASON_VMREAD, VMCS_HOST_RIP);
	EXPECT_EQ("host RIP", MARK + 1, cpu.vcpu.gpr[GPR_RAX]);
	cpu.vcpu.gpr[GPR_RAX] = MARK + 2;
	l2_access(EXIT_REASON_VMWRITE, VMCS_GUEST_RIP);
	l2_access(EXIT_REASON_VMWRITE, VMCS_HOST_RIP);
	EXPECT_TRUE("still no exit to L1", fake_vmcs02_is_loaded());
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmptrld(GPA(GPA_LINKED));
	EXPECT_EQ("guest RIP written", MARK + 2, l1_vmread(VMCS_GUEST_RIP));
	EXPECT_EQ("host RIP written", MARK + 2, l1_vmread(VMCS_HOST_RIP));
}

TEST(linked_vmcs_in_memory, "L2's VMREAD and VMWRITE, the linked VMCS is clear",
     "Expect: the fields of L1's region, nothing of the current VMCS")
{
	check_access(true);
}

TEST(linked_vmcs_cached, "the same, the linked VMCS is still active",
     "Expect: the fields of its slot")
{
	check_access(false);
}

TEST(l2_vmread_bitmaps, "a bit in the VMREAD bitmap, an encoding beyond it",
     "Expect: exits to L1; a bit in the other bitmap does not matter")
{
	start(true);
	cpu.ram[GPA_VMWRITE_BITMAP + VMCS_GUEST_RIP / 8] = 0xff;
	l2_access(EXIT_REASON_VMREAD, VMCS_GUEST_RIP);
	EXPECT_TRUE("no exit", cpu.vcpu.nested.in_l2);
	cpu.ram[GPA_VMREAD_BITMAP + VMCS_GUEST_RIP / 8] = 0xff;
	l2_access(EXIT_REASON_VMREAD, VMCS_GUEST_RIP);
	EXPECT_TRUE("exit", fake_vmcs01_is_loaded());
	l1_insn(EXIT_REASON_VMRESUME);
	l2_access(EXIT_REASON_VMREAD, BIT64(15));
	EXPECT_TRUE("beyond", fake_vmcs01_is_loaded());
}

TEST(l2_vmread_cpl3, "VMREAD at CPL 3 that L1 does not intercept",
     "Expect: #GP(0) for L2")
{
	start(true);
	vmcs_write(VMCS_GUEST_SS_AR, vmcs_read(VMCS_GUEST_SS_AR) | SEG_AR_DPL_MASK);
	l2_access(EXIT_REASON_VMREAD, VMCS_GUEST_RIP);
	EXPECT_TRUE("in L2", fake_vmcs02_is_loaded());
	EXPECT_STR("exception", "#GP", l1_result());
}

TEST(l2_vmread_no_link, "VMREAD with a link pointer of all ones",
     "Expect: VMfailInvalid in L2")
{
	start(true);
	V12(cpu.vcpu.nested.current->vmcs12, VMCS_LINK_POINTER) = ~0ULL;
	l2_access(EXIT_REASON_VMREAD, VMCS_GUEST_RIP);
	EXPECT_TRUE("CF", vmcs_read(VMCS_GUEST_RFLAGS) & RFLAGS_CF);
}

TEST(shadow_vmcs_not_entered, "VMLAUNCH of a VMCS with the shadow indicator",
     "Expect: VMPTRLD succeeds, VMLAUNCH is VMfailInvalid")
{
	l1_prepare_l2();
	*(u32 *)(cpu.ram + GPA_LINKED) = VMCS12_REVISION | VMCS_SHADOW_INDICATOR;
	l1_vmptrld(GPA(GPA_LINKED));
	EXPECT_STR("VMPTRLD", "VMsucceed", l1_result());
	l1_insn(EXIT_REASON_VMLAUNCH);
	EXPECT_STR("VMLAUNCH", "VMfailInvalid", l1_result());
}

TEST(no_shadowing_no_shadow_vmcs, "VMPTRLD of a shadow VMCS on a CPU without VMCS shadowing",
     "Expect: VMfailValid(11)")
{
	fake_reset();
	cpu.msrs.procbased_ctls2 &= ~((u64)PROC2_VMCS_SHADOWING << 32);
	fake_start();
	l1_prepare_l2();
	*(u32 *)(cpu.ram + GPA_LINKED) = VMCS12_REVISION | VMCS_SHADOW_INDICATOR;
	l1_vmptrld(GPA(GPA_LINKED));
	EXPECT_STR("VMPTRLD", "VMfailValid(11)", l1_result());
}

TEST(link_needs_indicator, "VMCS shadowing with a link to an ordinary VMCS",
     "Expect: entry failure 33, qualification 4")
{
	start(true);
	l2_exit(EXIT_REASON_CPUID, 0);
	*(u32 *)(cpu.ram + GPA_LINKED) = VMCS12_REVISION;
	l1_vmwrite(VMCS_VMCS_LINK_POINTER, GPA_LINKED);
	l1_insn(EXIT_REASON_VMRESUME);
	EXPECT_EQ("reason", EXIT_REASON_INVALID_GUEST | EXIT_REASON_ENTRY_FAILURE,
		  l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("qualification", ENTRY_FAIL_LINK_POINTER,
		  l1_vmread(VMCS_EXIT_QUALIFICATION));
}
