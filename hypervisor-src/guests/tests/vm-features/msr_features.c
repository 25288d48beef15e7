// SPDX-License-Identifier: BSD-3-Clause
/* XSAVES and the XSS-exiting bitmap, SDM 26.1.3; CET state, SDM 27.3.2.1. */
#include "features.h"

#define XSS_CET_U	BIT64(11)
#define CET_SH_STK_EN	BIT64(0)
#define NON_CANONICAL	0x8000000000000000ULL
#define LOW_MASK	0xffffffffULL

SNIPPET(l2_xsaves, "mov $0xffffffff, %eax\n\tmov $0xffffffff, %edx\n\txsaves (%rdi)\n\tvmcall");
SNIPPET(l2_rdmsr, "rdmsr\n\tvmcall");

static u8 xsave_area[8192] __aligned(64);

static void xsaves_l2(u64 xss, u64 bitmap)
{
	NEEDS(PROC2, ENABLE_XSAVES);
	fixture_l2(l2_xsaves);
	write_cr4(read_cr4() | CR4_OSXSAVE | CR4_OSFXSR);
	case_needs(wrmsr_safe(MSR_IA32_XSS, xss), "a bit of IA32_XSS");
	vmcs_set(VMCS_GUEST_CR4, CR4_OSXSAVE | CR4_OSFXSR);
	set_proc2(PROC2_ENABLE_XSAVES);
	vmwrite(VMCS_XSS_EXIT_BITMAP, bitmap);
	fixture.l2.gpr[GPR_RDI] = (uintptr_t)xsave_area;
}

static void no_xss(void)
{
	wrmsr(MSR_IA32_XSS, 0);
}

CASE(xsaves_exit, "XSAVES of a state whose bit is set in the XSS-exiting bitmap.",
     "exit XSAVES(63), SDM 26.1.3")
{
	xsaves_l2(XSS_CET_U, XSS_CET_U);
	check_exit(EXIT_REASON_XSAVES);
	no_xss();
}

CASE(xsaves_no_exit, "XSAVES of a state whose bit is clear in the XSS-exiting bitmap.",
     "no exit, SDM 26.1.3")
{
	xsaves_l2(XSS_CET_U, ~XSS_CET_U);
	check_exit(EXIT_REASON_VMCALL);
	no_xss();
}

CASE(xsaves_disabled, "XSAVES without \"enable XSAVES/XRSTORS\".",
     "#UD, SDM 26.3")
{
	xsaves_l2(0, 0);
	vmcs_clear_bits(VMCS_PROC2_CONTROLS, PROC2_ENABLE_XSAVES);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_UD));
	check_exit(EXIT_REASON_EXCEPTION_NMI);
	check_u64("vector", VECTOR_UD, vmread(VMCS_EXIT_INTR_INFO) &
		  INTR_INFO_VECTOR_MASK);
}

/* IA32_S_CET of L2, read without an exit. */
static void cet_l2(void)
{
	NEEDS(ENTRY, LOAD_CET);
	NEEDS(EXIT, LOAD_CET);
	NEEDS(PROC, USE_MSR_BITMAPS);
	fixture_l2(l2_rdmsr);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_MSR_BITMAPS);
	vmwrite(VMCS_MSR_BITMAP, phys_of(clear_page(0)));
	vmcs_set(VMCS_ENTRY_CONTROLS, ENTRY_LOAD_CET);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_LOAD_CET);
	vmwrite(VMCS_GUEST_S_CET, 0);
	vmwrite(VMCS_GUEST_SSP, 0);
	vmwrite(VMCS_GUEST_SSP_TABLE, 0);
	vmwrite(VMCS_HOST_S_CET, 0);
	vmwrite(VMCS_HOST_SSP, 0);
	vmwrite(VMCS_HOST_SSP_TABLE, 0);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_S_CET;
}

CASE(cet_loaded, "\"Load CET state\" at VM entry.",
     "L2 reads IA32_S_CET of the guest field, SDM 27.3.2.1")
{
	cet_l2();
	vmwrite(VMCS_GUEST_S_CET, CET_SH_STK_EN);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", CET_SH_STK_EN,
		  fixture.l2.gpr[GPR_RAX] & LOW_MASK);
}

CASE(cet_host_loaded, "\"Load CET state\" at VM exit.",
     "L1 has IA32_S_CET of the host field, SDM 28.5.1")
{
	u64 value;

	cet_l2();
	vmwrite(VMCS_GUEST_S_CET, CET_SH_STK_EN);
	check_exit(EXIT_REASON_VMCALL);
	value = rdmsr(MSR_IA32_S_CET);
	check_u64("IA32_S_CET in L1", 0, value);
	check_u64("guest IA32_S_CET", CET_SH_STK_EN, vmread(VMCS_GUEST_S_CET));
}

CASE(cet_guest_check, "\"Load CET state\" with a guest SSP that is not canonical.",
     "reason 33, SDM 27.3.1.1")
{
	cet_l2();
	vmwrite(VMCS_GUEST_SSP, NON_CANONICAL);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
}

CASE(cet_host_check, "\"Load CET state\" with a host SSP that is not canonical.",
     "VMfailValid(8), SDM 27.2.2")
{
	cet_l2();
	vmwrite(VMCS_HOST_SSP, NON_CANONICAL);
	check_entry_vmfail(VMX_ERR_ENTRY_HOST_STATE);
}

static const struct test_case *const cases[] = {
	&case_xsaves_exit, &case_xsaves_no_exit, &case_xsaves_disabled,
	&case_cet_loaded, &case_cet_host_loaded, &case_cet_guest_check,
	&case_cet_host_check,
};

void run_msr_feature_cases(void)
{
	report_cases("xsaves-cet", cases, ARRAY_SIZE(cases));
}
