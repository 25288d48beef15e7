/* SPDX-License-Identifier: BSD-3-Clause */
/* The parts of the program that tests the VMX instructions. */
#ifndef VMX_INSTRUCTIONS_H
#define VMX_INSTRUCTIONS_H

#include "fixture.h"

/* Addresses that no operand may have. */
#define NON_CANONICAL		0x8000000000000000ULL
/* Beyond what the tables of the program map: #PF. */
#define UNMAPPED		0x0000000180000000ULL
/* Beyond MAXPHYADDR, page-aligned. */
#define BEYOND_MAXPHYADDR	BIT64(52)
#define MISALIGNED		0x10ULL

/* VMXON, VMCLEAR and VMPTRLD of a spare region; ends the case if they fail. */
void start_with_current(void);

void run_vmxon_cases(void);
void run_vmcs_pointer_cases(void);
void run_vmread_cases(void);
void run_invalidation_cases(void);
void run_privilege_cases(void);
void run_operand_cases(void);
void run_many_vmcs_cases(void);

#endif
