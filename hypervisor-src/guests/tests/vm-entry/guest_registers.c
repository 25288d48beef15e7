// SPDX-License-Identifier: BSD-3-Clause
/* Checks on control registers, MSRs, RIP and RFLAGS of the guest, SDM 27.3.1. */
#include "entry.h"

#define PAT_TYPE_2	2
#define PAT_ALL_WB	0x0606060606060606ULL

static void with_debug_controls(void)
{
	NEEDS(ENTRY, LOAD_DEBUG);
	vmcs_set(VMCS_ENTRY_CONTROLS, ENTRY_LOAD_DEBUG);
}

static void with_pat(void)
{
	NEEDS(ENTRY, LOAD_PAT);
	vmcs_set(VMCS_ENTRY_CONTROLS, ENTRY_LOAD_PAT);
}

static void unrestricted_protected(void)
{
	with_unrestricted_guest();
	with_protected_mode();
}

/* Unrestricted guest in real-address mode at the address 0 of a page of ours. */
static void unrestricted_real(void)
{
	unrestricted_protected();
	vmcs_clear_bits(VMCS_GUEST_CR0, CR0_PE | CR0_PG);
}

static void external_interrupt(void)
{
	vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID | 0x20);
}

static void protected_with_pcide(void)
{
	with_protected_mode();
	case_needs(rdmsr(MSR_IA32_VMX_CR4_FIXED1) & CR4_PCIDE, "CR4.PCIDE");
}

static const struct entry_row rows[] = {
	{ "cr0_pe", "Without unrestricted guest CR0.PE is 1.",
	  NULL, VMCS_GUEST_CR0, CLEAR, CR0_PE },
	{ "cr0_pg", "Without unrestricted guest CR0.PG is 1.",
	  NULL, VMCS_GUEST_CR0, CLEAR, CR0_PG },
	{ "cr0_ne", "A bit that CR0_FIXED0 requires is 0.",
	  NULL, VMCS_GUEST_CR0, CLEAR, CR0_NE },
	{ "cr0_upper_half", "A bit that CR0_FIXED1 forbids is 1.",
	  NULL, VMCS_GUEST_CR0, OR, BIT64(32) },
	{ "cr0_pg_without_pe", "CR0.PG without CR0.PE, unrestricted guest.",
	  unrestricted_protected, VMCS_GUEST_CR0, CLEAR, CR0_PE },
	{ "cr0_ne_unrestricted", "NE stays required with unrestricted guest.",
	  unrestricted_real, VMCS_GUEST_CR0, CLEAR, CR0_NE },
	{ "protected_mode", "Protected mode without PAE.",
	  with_protected_mode, .accepted = true },
	{ "unpaged", "Unrestricted guest without paging.",
	  unrestricted_protected, VMCS_GUEST_CR0, CLEAR, CR0_PG,
	  .accepted = true },
	{ "cr4_vmxe", "A bit that CR4_FIXED0 requires is 0.",
	  NULL, VMCS_GUEST_CR4, CLEAR, CR4_VMXE },
	{ "cr4_reserved", "A bit that CR4_FIXED1 forbids is 1.",
	  NULL, VMCS_GUEST_CR4, OR, BIT64(31) },
	{ "cr4_pae", "An IA-32e mode guest needs CR4.PAE.",
	  NULL, VMCS_GUEST_CR4, CLEAR, CR4_PAE },
	{ "cr4_pcide", "CR4.PCIDE needs an IA-32e mode guest.",
	  protected_with_pcide, VMCS_GUEST_CR4, OR, CR4_PCIDE },
	{ "cr3_beyond_width", "CR3 beyond the physical-address width.",
	  NULL, VMCS_GUEST_CR3, OR, BEYOND_MAXPHYADDR },
	{ "debugctl_reserved", "A reserved bit of IA32_DEBUGCTL is 1.",
	  with_debug_controls, VMCS_GUEST_DEBUGCTL, SET, BIT64(63),
	  .fault = EMULATOR_FAULT_HIDDEN("IA32_DEBUGCTL is not there") },
	{ "debugctl_not_loaded", "An IA32_DEBUGCTL that is not loaded does not matter.",
	  NULL, VMCS_GUEST_DEBUGCTL, SET, BIT64(63), .accepted = true },
	{ "dr7_upper_half", "Bits 63:32 of DR7 are not 0.",
	  with_debug_controls, VMCS_GUEST_DR7, OR, BIT64(32) },
	{ "dr7_not_loaded", "A DR7 that is not loaded does not matter.",
	  NULL, VMCS_GUEST_DR7, OR, BIT64(32), .accepted = true },
	{ "sysenter_esp", "IA32_SYSENTER_ESP is not canonical.",
	  NULL, VMCS_GUEST_SYSENTER_ESP, SET, NON_CANONICAL },
	{ "sysenter_eip", "IA32_SYSENTER_EIP is not canonical.",
	  NULL, VMCS_GUEST_SYSENTER_EIP, SET, NON_CANONICAL },
	{ "pat_type_2", "A PAT entry has the reserved type 2.",
	  with_pat, VMCS_GUEST_PAT, SET, PAT_TYPE_2 },
	{ "pat_type_3", "A PAT entry has the reserved type 3.",
	  with_pat, VMCS_GUEST_PAT, SET, 3ULL << 32 },
	{ "pat_type_8", "A PAT entry has a type above 7.",
	  with_pat, VMCS_GUEST_PAT, SET, 8ULL << 56 },
	{ "pat_good", "A PAT of write-back entries.",
	  with_pat, VMCS_GUEST_PAT, SET, PAT_ALL_WB, .accepted = true },
	{ "efer_reserved", "A reserved bit of EFER is 1.",
	  with_entry_efer, VMCS_GUEST_EFER, OR, BIT64(1) },
	{ "efer_lma", "EFER.LMA is not \"IA-32e mode guest\".",
	  with_entry_efer, VMCS_GUEST_EFER, CLEAR, EFER_LMA },
	{ "efer_lme", "With paging, EFER.LME is EFER.LMA.",
	  with_entry_efer, VMCS_GUEST_EFER, CLEAR, EFER_LME },
	{ "efer_not_loaded", "An EFER that is not loaded does not matter.",
	  NULL, VMCS_GUEST_EFER, SET, ~0ULL, .accepted = true },
	{ "rip_non_canonical", "RIP of 64-bit code is not canonical.",
	  NULL, VMCS_GUEST_RIP, SET, NON_CANONICAL,
	  .fault = EMULATOR_FAULT_HIDDEN("RIP is not checked") },
	{ "rip_upper_half", "Bits 63:32 of RIP outside of 64-bit mode are not 0.",
	  with_protected_mode, VMCS_GUEST_RIP, OR, BIT64(32) },
	{ "rflags_bit1", "RFLAGS[1] is 0.",
	  NULL, VMCS_GUEST_RFLAGS, CLEAR, RFLAGS_FIXED1 },
	{ "rflags_bit3", "RFLAGS[3] is 1.",
	  NULL, VMCS_GUEST_RFLAGS, OR, BIT64(3) },
	{ "rflags_bit5", "RFLAGS[5] is 1.",
	  NULL, VMCS_GUEST_RFLAGS, OR, BIT64(5) },
	{ "rflags_bit15", "RFLAGS[15] is 1.",
	  NULL, VMCS_GUEST_RFLAGS, OR, BIT64(15) },
	{ "rflags_bit22", "RFLAGS[22] is 1.",
	  NULL, VMCS_GUEST_RFLAGS, OR, BIT64(22) },
	{ "rflags_bit63", "RFLAGS[63] is 1.",
	  NULL, VMCS_GUEST_RFLAGS, OR, BIT64(63) },
	{ "rflags_vm_ia32e", "RFLAGS.VM in an IA-32e mode guest.",
	  NULL, VMCS_GUEST_RFLAGS, OR, RFLAGS_VM },
	{ "rflags_if_interrupt", "An external interrupt is injected with RFLAGS.IF = 0.",
	  external_interrupt },
};

const struct entry_area guest_registers_area = {
	"guest-registers", "SDM 27.3.1.1 and 27.3.1.4", FAILURE_GUEST, rows,
	ARRAY_SIZE(rows)
};
