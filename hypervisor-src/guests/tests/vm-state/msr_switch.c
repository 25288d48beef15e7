// SPDX-License-Identifier: BSD-3-Clause
/* EFER, PAT, debug controls and SYSENTER MSRs, SDM 27.3.2.1, 28.3.1, 28.5.1. */
#include "state.h"

#define MARK		0x1234567ULL
#define OTHER_MARK	0x89abcdeULL
#define PAT_ALL_WB	0x0606060606060606ULL
#define PAT_ALL_WT	0x0404040404040404ULL
#define DR7_RESET	0x400ULL

SNIPPET(l2_read_dr7, "mov %dr7, %rax\n\tvmcall");
SNIPPET(l2_write_dr7, "mov %rbx, %dr7\n\tvmcall");

static void reads(u32 msr)
{
	state_l2(l2_rdmsr);
	fixture.l2.gpr[GPR_RCX] = msr;
}

static void writes(u32 msr, u64 value)
{
	state_l2(l2_wrmsr);
	fixture.l2.gpr[GPR_RCX] = msr;
	fixture.l2.gpr[GPR_RBX] = value;
}

static void check_l2_read(u64 expected)
{
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", expected, fixture.l2.gpr[GPR_RAX]);
}

CASE(efer_loaded, "\"Load IA32_EFER\" at VM entry.",
     "L2 reads the guest field's value, SDM 27.3.2.1")
{
	NEEDS(ENTRY, LOAD_EFER);
	reads(MSR_IA32_EFER);
	vmcs_set(VMCS_ENTRY_CONTROLS, ENTRY_LOAD_EFER);
	vmwrite(VMCS_GUEST_EFER, EFER_LMA | EFER_LME | EFER_SCE);
	check_l2_read(EFER_LMA | EFER_LME | EFER_SCE);
}

CASE(efer_not_loaded, "No \"load IA32_EFER\" at VM entry.",
     "L2 reads L1's value, SDM 27.3.2.1")
{
	reads(MSR_IA32_EFER);
	vmwrite(VMCS_GUEST_EFER, EFER_LMA | EFER_LME | EFER_SCE);
	check_l2_read(rdmsr(MSR_IA32_EFER));
}

CASE(efer_saved, "\"Save IA32_EFER\" at VM exit.",
     "the guest field holds what L2 wrote, SDM 28.3.1")
{
	NEEDS(EXIT, SAVE_EFER);
	NEEDS(EXIT, LOAD_EFER);
	writes(MSR_IA32_EFER, EFER_LMA | EFER_LME | EFER_SCE | EFER_NXE);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_SAVE_EFER | EXIT_LOAD_EFER);
	vmwrite(VMCS_GUEST_EFER, 0);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest IA32_EFER", EFER_LMA | EFER_LME | EFER_SCE | EFER_NXE,
		  vmread(VMCS_GUEST_EFER));
}

CASE(efer_not_saved, "No \"save IA32_EFER\" at VM exit.",
     "the guest field is unchanged, SDM 28.3.1")
{
	NEEDS(EXIT, LOAD_EFER);
	writes(MSR_IA32_EFER, EFER_LMA | EFER_LME | EFER_SCE | EFER_NXE);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_LOAD_EFER);
	vmwrite(VMCS_GUEST_EFER, OTHER_MARK);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest IA32_EFER", OTHER_MARK, vmread(VMCS_GUEST_EFER));
}

CASE(efer_host_loaded, "\"Load IA32_EFER\" at VM exit.",
     "L1 has the host field's value, SDM 28.5.1")
{
	u64 value;

	NEEDS(EXIT, LOAD_EFER);
	writes(MSR_IA32_EFER, EFER_LMA | EFER_LME | EFER_SCE | EFER_NXE);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_LOAD_EFER);
	vmwrite(VMCS_HOST_EFER, EFER_LMA | EFER_LME);
	check_exit(EXIT_REASON_VMCALL);
	value = rdmsr(MSR_IA32_EFER);
	check_u64("IA32_EFER", EFER_LMA | EFER_LME, value);
}

CASE(efer_host_not_loaded, "No \"load IA32_EFER\" at VM exit.",
     "L1 has what L2 wrote (SCE), LMA and LME by the host address-space size, SDM 28.5.1")
{
	u64 value;

	writes(MSR_IA32_EFER, EFER_LMA | EFER_LME | EFER_SCE | EFER_NXE);
	check_exit(EXIT_REASON_VMCALL);
	value = rdmsr(MSR_IA32_EFER);
	check_u64("IA32_EFER", EFER_LMA | EFER_LME | EFER_SCE | EFER_NXE,
		  value);
}

CASE(pat_loaded, "\"Load IA32_PAT\" at VM entry.",
     "L2 reads the guest field's value, SDM 27.3.2.1")
{
	NEEDS(ENTRY, LOAD_PAT);
	reads(MSR_IA32_PAT);
	vmcs_set(VMCS_ENTRY_CONTROLS, ENTRY_LOAD_PAT);
	vmwrite(VMCS_GUEST_PAT, PAT_ALL_WT);
	check_l2_read(PAT_ALL_WT);
}

CASE(pat_not_loaded, "No \"load IA32_PAT\" at VM entry.",
     "L2 reads L1's value, SDM 27.3.2.1")
{
	reads(MSR_IA32_PAT);
	wrmsr(MSR_IA32_PAT, PAT_ALL_WB);
	vmwrite(VMCS_GUEST_PAT, PAT_ALL_WT);
	check_l2_read(PAT_ALL_WB);
}

CASE(pat_saved, "\"Save IA32_PAT\" at VM exit.",
     "the guest field holds what L2 wrote, SDM 28.3.1")
{
	NEEDS(EXIT, SAVE_PAT);
	writes(MSR_IA32_PAT, PAT_ALL_WT);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_SAVE_PAT);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest IA32_PAT", PAT_ALL_WT, vmread(VMCS_GUEST_PAT));
}

CASE(pat_host_loaded, "\"Load IA32_PAT\" at VM exit.",
     "L1 has the host field's value, SDM 28.5.1")
{
	NEEDS(EXIT, LOAD_PAT);
	writes(MSR_IA32_PAT, PAT_ALL_WT);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_LOAD_PAT);
	vmwrite(VMCS_HOST_PAT, PAT_ALL_WB);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("IA32_PAT", PAT_ALL_WB, rdmsr(MSR_IA32_PAT));
}

CASE(pat_host_not_loaded, "No \"load IA32_PAT\" at VM exit.",
     "L1 has what L2 wrote, SDM 28.5.1")
{
	writes(MSR_IA32_PAT, PAT_ALL_WT);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("IA32_PAT", PAT_ALL_WT, rdmsr(MSR_IA32_PAT));
}

CASE(dr7_loaded, "\"Load debug controls\" at VM entry.",
     "L2 reads the guest field's DR7, SDM 27.3.2.1")
{
	NEEDS(ENTRY, LOAD_DEBUG);
	state_l2(l2_read_dr7);
	vmcs_set(VMCS_ENTRY_CONTROLS, ENTRY_LOAD_DEBUG);
	vmwrite(VMCS_GUEST_DR7, DR7_RESET | 0x100);
	check_l2_read(DR7_RESET | 0x100);
}

CASE(dr7_not_loaded, "No \"load debug controls\" at VM entry.",
     "L2 reads L1's DR7, SDM 27.3.2.1")
{
	state_l2(l2_read_dr7);
	asm volatile("mov %0, %%dr7" : : "r"(DR7_RESET | 0x200));
	vmwrite(VMCS_GUEST_DR7, DR7_RESET | 0x100);
	check_l2_read(DR7_RESET | 0x200);
}

CASE(dr7_saved, "\"Save debug controls\" at VM exit.",
     "the guest field holds what L2 wrote, SDM 28.3.1")
{
	NEEDS(EXIT, SAVE_DEBUG);
	state_l2(l2_write_dr7);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_SAVE_DEBUG);
	fixture.l2.gpr[GPR_RBX] = DR7_RESET | 0x300;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest DR7", DR7_RESET | 0x300, vmread(VMCS_GUEST_DR7));
}

CASE(dr7_not_saved, "No \"save debug controls\" at VM exit.",
     "the guest field is unchanged, SDM 28.3.1")
{
	state_l2(l2_write_dr7);
	vmwrite(VMCS_GUEST_DR7, OTHER_MARK);
	fixture.l2.gpr[GPR_RBX] = DR7_RESET | 0x300;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest DR7", OTHER_MARK, vmread(VMCS_GUEST_DR7));
}

CASE(dr7_after_exit, "DR7 in L1 after an exit.",
     "400H, SDM 28.5.1")
{
	u64 dr7;

	state_l2(l2_write_dr7);
	fixture.l2.gpr[GPR_RBX] = DR7_RESET | 0x300;
	check_exit(EXIT_REASON_VMCALL);
	asm volatile("mov %%dr7, %0" : "=r"(dr7));
	check_u64("DR7", DR7_RESET, dr7);
}

CASE(sysenter_loaded, "The SYSENTER MSRs at VM entry.",
     "L2 reads the guest fields, SDM 27.3.2.1")
{
	reads(MSR_IA32_SYSENTER_EIP);
	vmwrite(VMCS_GUEST_SYSENTER_EIP, MARK);
	check_l2_read(MARK);
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_rdmsr);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_SYSENTER_CS;
	vmwrite(VMCS_GUEST_SYSENTER_CS, 0x78);
	check_l2_read(0x78);
}

CASE(sysenter_saved, "The SYSENTER MSRs at VM exit.",
     "the guest field has what L2 wrote, L1 the host field's value, SDM 28.3.1, 28.5.1")
{
	u64 host;

	writes(MSR_IA32_SYSENTER_ESP, MARK);
	vmwrite(VMCS_HOST_SYSENTER_ESP, OTHER_MARK);
	check_exit(EXIT_REASON_VMCALL);
	host = rdmsr(MSR_IA32_SYSENTER_ESP);
	wrmsr(MSR_IA32_SYSENTER_ESP, 0);
	check_u64("guest IA32_SYSENTER_ESP", MARK,
		  vmread(VMCS_GUEST_SYSENTER_ESP));
	check_u64("IA32_SYSENTER_ESP in L1", OTHER_MARK, host);
}

CASE(fs_gs_base, "IA32_FS_BASE and IA32_GS_BASE.",
     "L2's are the guest segment bases, L1's the host fields, SDM 27.3.2.2, 28.5.2")
{
	u64 fs, gs;

	writes(MSR_IA32_GS_BASE, MARK);
	vmwrite(VMCS_HOST_FS_BASE, 0x3000);
	vmwrite(VMCS_HOST_GS_BASE, 0x4000);
	check_exit(EXIT_REASON_VMCALL);
	fs = rdmsr(MSR_IA32_FS_BASE);
	gs = rdmsr(MSR_IA32_GS_BASE);
	wrmsr(MSR_IA32_FS_BASE, 0);
	wrmsr(MSR_IA32_GS_BASE, 0);
	check_u64("guest GS base", MARK, vmread(VMCS_GUEST_GS_BASE));
	check_u64("FS base in L1", 0x3000, fs);
	check_u64("GS base in L1", 0x4000, gs);
}

CASE(not_switched, "MSRs that no control switches.",
     "what L2 writes to IA32_STAR and IA32_KERNEL_GS_BASE is L1's too, SDM 28.5.1")
{
	u64 value;

	writes(MSR_IA32_KERNEL_GS_BASE, MARK);
	check_exit(EXIT_REASON_VMCALL);
	value = rdmsr(MSR_IA32_KERNEL_GS_BASE);
	wrmsr(MSR_IA32_KERNEL_GS_BASE, 0);
	check_u64("IA32_KERNEL_GS_BASE in L1", MARK, value);
}

static const struct test_case *const cases[] = {
	&case_efer_loaded, &case_efer_not_loaded, &case_efer_saved,
	&case_efer_not_saved, &case_efer_host_loaded,
	&case_efer_host_not_loaded, &case_pat_loaded, &case_pat_not_loaded,
	&case_pat_saved, &case_pat_host_loaded, &case_pat_host_not_loaded,
	&case_dr7_loaded, &case_dr7_not_loaded, &case_dr7_saved,
	&case_dr7_not_saved, &case_dr7_after_exit, &case_sysenter_loaded,
	&case_sysenter_saved, &case_fs_gs_base, &case_not_switched,
};

void run_msr_switch_cases(void)
{
	report_cases("msr-switch", cases, ARRAY_SIZE(cases));
}
