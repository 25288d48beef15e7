// SPDX-License-Identifier: BSD-3-Clause
/* VMCS shadowing for an L2 that is a hypervisor: SDM 25.10, 31.3 VMREAD, VMWRITE. */
#include "features.h"

#define MARK		0x5a5a1234ULL
#define SHADOW		(fixture.spare_region[0])

SNIPPET(l2_vmread, "vmread %rbx, %rax\n\tpushfq\n\tpopq %rcx\n\tvmcall");
SNIPPET(l2_vmwrite, "vmwrite %rsi, %rbx\n\tpushfq\n\tpopq %rcx\n\tvmcall");

static u8 *bitmap(u32 index)
{
	return clear_page(index);
}

static void load(u64 *region)
{
	if (!vmx_succeeded(vmx_vmptrld(region)))
		case_abort("VMPTRLD failed");
}

/* The shadow VMCS has MARK in the guest RIP; nothing exits. */
static void shadowed_l2(const u8 *code)
{
	NEEDS(PROC2, VMCS_SHADOWING);
	fixture_l2(code);
	*(u32 *)(uintptr_t)SHADOW |= VMCS_SHADOW_INDICATOR;
	vmx_vmclear(&SHADOW);
	load(&SHADOW);
	vmwrite(VMCS_GUEST_RIP, MARK);
	vmx_vmclear(&SHADOW);
	load(&fixture.l2.vmcs);
	set_proc2(PROC2_VMCS_SHADOWING);
	vmwrite(VMCS_VMREAD_BITMAP, phys_of(bitmap(0)));
	vmwrite(VMCS_VMWRITE_BITMAP, phys_of(bitmap(1)));
	vmwrite(VMCS_VMCS_LINK_POINTER, SHADOW);
	fixture.l2.gpr[GPR_RBX] = VMCS_GUEST_RIP;
	fixture.l2.gpr[GPR_RSI] = MARK + 1;
}

static u64 l2_outcome(void)
{
	return fixture.l2.gpr[GPR_RCX] & (RFLAGS_CF | RFLAGS_ZF);
}

CASE(vmread_in_l2, "VMREAD in L2, its bit in the VMREAD bitmap is 0.",
     "no exit, the value of the shadow VMCS, SDM 31.3 VMREAD")
{
	shadowed_l2(l2_vmread);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("CF and ZF", 0, l2_outcome());
	check_u64("what L2 read", MARK, fixture.l2.gpr[GPR_RAX]);
}

CASE(vmwrite_in_l2, "VMWRITE in L2, its bit in the VMWRITE bitmap is 0.",
     "no exit, the shadow VMCS has the value, SDM 31.3 VMWRITE")
{
	u64 value;

	shadowed_l2(l2_vmwrite);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("CF and ZF", 0, l2_outcome());
	vmx_vmclear(&SHADOW);
	load(&SHADOW);
	value = vmread(VMCS_GUEST_RIP);
	check_u64("guest RIP of the shadow VMCS", MARK + 1, value);
}

static void intercept(u32 index)
{
	bitmap(index)[VMCS_GUEST_RIP / 8] = 1U << VMCS_GUEST_RIP % 8;
}

CASE(vmread_bitmap, "VMREAD in L2, its bit in the VMREAD bitmap is 1.",
     "exit VMREAD(23), SDM 26.1.3")
{
	shadowed_l2(l2_vmread);
	intercept(0);
	check_exit(EXIT_REASON_VMREAD);
}

CASE(vmwrite_bitmap, "VMWRITE in L2, its bit in the VMWRITE bitmap is 1.",
     "exit VMWRITE(25), SDM 26.1.3")
{
	shadowed_l2(l2_vmwrite);
	intercept(1);
	check_exit(EXIT_REASON_VMWRITE);
}

CASE(bitmaps_are_separate, "VMREAD in L2, only its bit in the VMWRITE bitmap is 1.",
     "no exit, SDM 26.1.3")
{
	shadowed_l2(l2_vmread);
	intercept(1);
	check_exit(EXIT_REASON_VMCALL);
}

CASE(wide_encoding, "VMREAD in L2 with bits 63:15 of the encoding not 0.",
     "exit VMREAD(23), SDM 26.1.3")
{
	shadowed_l2(l2_vmread);
	fixture.l2.gpr[GPR_RBX] |= BIT64(15);
	check_exit(EXIT_REASON_VMREAD);
}

CASE(no_link, "VMREAD in L2 without a shadow VMCS.",
     "no exit, VMfailInvalid, SDM 31.3 VMREAD")
{
	shadowed_l2(l2_vmread);
	vmwrite(VMCS_VMCS_LINK_POINTER, ~0ULL);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("CF and ZF", RFLAGS_CF, l2_outcome());
}

CASE(absent_field, "VMREAD in L2 of a field that no CPU has.",
     "no exit, VMfailValid, SDM 31.3 VMREAD")
{
	shadowed_l2(l2_vmread);
	fixture.l2.gpr[GPR_RBX] = 0x3fe;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("CF and ZF", RFLAGS_ZF, l2_outcome());
}

CASE_FAULTY(vmlaunch_of_shadow, "VMLAUNCH with a shadow VMCS as the current VMCS.",
	    "VMfailInvalid, SDM 27.1",
	    EMULATOR_FAULT_HIDDEN("the controls are checked first"))
{
	NEEDS(PROC2, VMCS_SHADOWING);
	fixture_vmxon();
	*(u32 *)(uintptr_t)SHADOW |= VMCS_SHADOW_INDICATOR;
	vmx_vmclear(&SHADOW);
	load(&SHADOW);
	fixture.l2.launched = false;
	check_result("VMLAUNCH", VMFAIL_INVALID, l2_enter(&fixture.l2));
}

static const struct test_case *const cases[] = {
	&case_vmread_in_l2, &case_vmwrite_in_l2, &case_vmread_bitmap,
	&case_vmwrite_bitmap, &case_bitmaps_are_separate, &case_wide_encoding,
	&case_no_link, &case_absent_field, &case_vmlaunch_of_shadow,
};

void run_shadowing_cases(void)
{
	report_cases("vmcs-shadowing", cases, ARRAY_SIZE(cases));
}
