/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The situations that test cases start from. Memory is that of the program's
 * image; every case gets the same regions again, cleared.
 */
#ifndef GUEST_FIXTURE_H
#define GUEST_FIXTURE_H

#include "report.h"

struct fixture {
	u64 vmxon_region;	/* physical addresses */
	u64 spare_region[3];	/* VMCS regions with the right revision */
	struct l2 l2;
	u32 revision;
	bool guarded;		/* the preemption timer ends an L2 that runs away */
};

extern struct fixture fixture;

/*
 * Snippets of L2 (or of L1 at another CPL): position-independent 64-bit code
 * at a label of its own. End L2's with vmcall, so that an exit that does not
 * come is seen as exit VMCALL.
 */
#define SNIPPET(name, text)						\
	asm(".pushsection .text\n\t.balign 16\n\t.globl " #name "\n"	\
	    #name ":\n\t" text "\n\tud2\n\t.popsection\n");		\
	extern const u8 name[]

/* Out of VMX operation, with the control registers of the program's start. */
void fixture_reset(void);
/* CR0, CR4 and IA32_FEATURE_CONTROL allow VMXON; not in VMX operation. */
void fixture_prepare(void);
/* In VMX root operation, no current VMCS. */
void fixture_vmxon(void);
/*
 * And a current VMCS whose L2 would run @code in 64-bit mode, at CPL 0, on
 * L1's page tables. Only unavoidable controls are set.
 */
void fixture_l2(const void *code);
/* The same with more controls. */
void fixture_l2_controls(const void *code, u64 pin, u64 proc, u64 proc2,
			 u64 exit, u64 entry);

/* A further one, in VMX operation; l2->vmcs is the caller's region. */
void fixture_another_l2(struct l2 *l2, const void *code);

/* Sets or clears bits of a 32-bit or natural-width field of the current VMCS. */
void vmcs_set(u64 field, u64 bits);
void vmcs_clear_bits(u64 field, u64 bits);

/* True when the capability MSR of the control field @word allows all @bits. */
enum control_word { WORD_PIN, WORD_PROC, WORD_PROC2, WORD_EXIT, WORD_ENTRY };
bool control_allowed(enum control_word word, u64 bits);
/* The case is about a control: NEEDS(PROC2, ENABLE_EPT). */
#define NEEDS(word, name)						\
	case_needs(control_allowed(WORD_##word, word##_##name),		\
		   #word "_" #name)
#define NEEDS_EPTVPID(name)						\
	case_needs(rdmsr(MSR_IA32_VMX_EPT_VPID_CAP) & EPTVPID_##name,	\
		   "EPTVPID_" #name)
#define NEEDS_MISC(name)						\
	case_needs(rdmsr(MSR_IA32_VMX_MISC) & MISC_##name, "MISC_" #name)

/* "exit CPUID(10)", "VMfailValid(7: ...)", "VM-entry failure due to ...(33)". */
const char *outcome_text(struct vmx_result result, char *buf, size_t size);
/* Enters L2 and checks how that came out. */
void check_exit(u32 basic_reason);
void check_entry_vmfail(u32 error);
void check_entry_failure(u32 basic_reason, u64 qualification);
/* Renews the guard: 2 million ticks of the TSC from the next entry on. */
void fixture_guard(void);

#endif
