/* SPDX-License-Identifier: BSD-3-Clause */
/* VMFUNC of L2 (SDM 26.5.6). */
#include "harness.h"

#define GPA_EPTP_LIST	0xc000
#define EPTP12_OTHER	((GPA_EPT12 + 0x8000) | MEMTYPE_WB | EPTP_WALK_4)
#define INDEX_OTHER	3
#define INDEX_BAD	4

static void start(void)
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT | PROC2_ENABLE_VPID |
					PROC2_ENABLE_VM_FUNCTIONS);
	l1_vmwrite(VMCS_VM_FUNCTION_CONTROLS, VMFUNC_EPTP_SWITCHING);
	l1_vmwrite(VMCS_EPTP_LIST_ADDR, GPA_EPTP_LIST);
	*ram_u64(GPA_EPTP_LIST + INDEX_OTHER * sizeof(u64)) = EPTP12_OTHER;
	*ram_u64(GPA_EPTP_LIST + INDEX_BAD * sizeof(u64)) = EPTP12_OTHER | 7;
	l1_insn(EXIT_REASON_VMLAUNCH);
}

static void l2_vmfunc(u64 function, u64 index)
{
	cpu.vcpu.gpr[GPR_RAX] = function;
	cpu.vcpu.gpr[GPR_RCX] = index;
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_LEN, 3);
	l2_exit(EXIT_REASON_VMFUNC, 0);
}

TEST(vmfunc_switches, "VMFUNC 0 with the index of another EPTP",
     "Expect: another EPTP02, vmcs12 follows, RIP advances, the CPU has no function enabled")
{
	u64 before;

	start();
	before = vmcs_read(VMCS_EPT_POINTER);
	EXPECT_EQ("functions of vmcs02", 0, vmcs_read(VMCS_VM_FUNCTION_CONTROLS));
	EXPECT_TRUE("VMFUNC exits",
		    vmcs_read(VMCS_PROC2_CONTROLS) & PROC2_ENABLE_VM_FUNCTIONS);
	l2_vmfunc(0, INDEX_OTHER);
	EXPECT_TRUE("in L2", fake_vmcs02_is_loaded());
	EXPECT_TRUE("EPTP02 changed", vmcs_read(VMCS_EPT_POINTER) != before);
	EXPECT_EQ("RIP", 0x1003, vmcs_read(VMCS_GUEST_RIP));
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_EQ("EPTP12", EPTP12_OTHER, l1_vmread(VMCS_EPT_POINTER));
}

TEST(vmfunc_to_l1, "index 512, an entry that is no EPTP, function 1",
     "Expect: exit 59 to L1 each time, EPTP12 stays")
{
	static const struct { u64 function, index; } rows[] = {
		{ 0, 512 }, { 0, INDEX_BAD }, { 1, INDEX_OTHER },
	};

	start();
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		test_context("row %zu", i);
		l2_vmfunc(rows[i].function, rows[i].index);
		EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
		EXPECT_EQ("reason", EXIT_REASON_VMFUNC, l1_vmread(VMCS_EXIT_REASON));
		EXPECT_EQ("EPTP12", EPTP12_DEFAULT, l1_vmread(VMCS_EPT_POINTER));
		l1_insn(EXIT_REASON_VMRESUME);
	}
	test_context("%s", "");
}

static void expect_refused(const char *what, u32 field, u64 value)
{
	u64 good = l1_vmread(field);

	l1_vmwrite(field, value);
	l1_insn(EXIT_REASON_VMRESUME);
	EXPECT_STR(what, "VMfailValid(07)", l1_result());
	l1_vmwrite(field, good);
}

TEST(vmfunc_entry_checks, "a reserved function, no EPT, a misaligned list",
     "Expect: VMfailValid(7) for each, then an entry")
{
	start();
	l2_exit(EXIT_REASON_CPUID, 0);
	expect_refused("function 63", VMCS_VM_FUNCTION_CONTROLS, BIT64(63));
	expect_refused("no EPT", VMCS_PROC2_CONTROLS, PROC2_ENABLE_VM_FUNCTIONS);
	expect_refused("list", VMCS_EPTP_LIST_ADDR, GPA_EPTP_LIST + 8);
	l1_insn(EXIT_REASON_VMRESUME);
	EXPECT_STR("all good", "L2 runs", l1_result());
}
