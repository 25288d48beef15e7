/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * An L2 with an IDT: every vector reports itself by VMCALL, with the frame that
 * the CPU pushed still on the stack.
 */
#ifndef VM_EVENTS_H
#define VM_EVENTS_H

#include "fixture.h"
#include "l2_idt.h"

#define EVENT(type, vector)						\
	(INTR_INFO_VALID | (u64)INTR_TYPE_##type << INTR_INFO_TYPE_SHIFT | (vector))
#define GATE_NOT_PRESENT_EC(vector)	((vector) * 8 + 2)
#define ERROR_CODE_EXT			1

/* L2 at @code, with the IDT. */
void events_l2(const u8 *code);
void inject(u64 info, u64 error_code, u64 length);

/* Enters; L2's handler of @vector must be reached, with this frame. */
void check_delivered(u32 vector, u64 rip);
void check_delivered_error(u32 vector, u64 error_code, u64 rip);
/* Enters; exit @reason with this interruption and IDT-vectoring information. */
void check_vectoring(u64 exit_info, u64 vectoring_info);

/* The local APIC, in xAPIC mode. */
u32 apic_read(u32 offset);
void apic_write(u32 offset, u32 value);
void apic_enable(void);
#define APIC_EOI		0x0b0
#define APIC_SPURIOUS		0x0f0
#define APIC_ISR		0x100
#define APIC_IRR		0x200
#define APIC_ICR_LOW		0x300
#define ICR_SELF		(1U << 18)
#define APIC_ICR_HIGH		0x310
#define APIC_ID			0x020
/* NMIs know no shorthand: to the APIC in ICR[63:56]. */
#define ICR_NMI			(4U << 8 | 1U << 14)

extern const u8 l2_vmcall[], l2_spin[];

void run_injection_cases(void);
void run_vectoring_cases(void);
void run_interrupt_cases(void);

#endif
