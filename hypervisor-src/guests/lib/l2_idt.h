/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * An IDT for an L2 in 64-bit mode that shares L1's address space: every vector
 * reports itself by VMCALL with its number in EAX, the frame that the CPU
 * pushed still on the stack; resumed behind the VMCALL it executes IRETQ.
 */
#ifndef L2_IDT_H
#define L2_IDT_H

#include "guest.h"

/* IDTR and GDTR of the current VMCS, all gates present. */
void l2_idt_install(void);
/* Takes the present bit of a gate away until the next l2_idt_install(). */
void l2_idt_remove(u32 vector);

#endif
