/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The monitor link: a serial line of its own on which a program asks what L0
 * knows. The protocol is docs/monitor-link.md. L0 never waits for the peer
 * while a guest runs: what is to be sent lies in a buffer, and each poll hands
 * the UART no more than its FIFO takes.
 */
#ifndef NVMX_MONITOR_H
#define NVMX_MONITOR_H

#include "nvmx/types.h"

struct vcpu;

/* Port 0: there is no link, and every other call does nothing. */
void monitor_init(u16 port);
/* To be called now and then on each pCPU, with the vCPU's VMCS loaded. */
void monitor_poll(struct vcpu *vcpu);
/* Somebody asks or is being answered: poll often. */
bool monitor_is_busy(void);
/*
 * The machine is about to end: sends the last reports, and waits until they
 * have left. Bounded: a UART that does not send is given up.
 */
void monitor_farewell(void);
/*
 * The same at a panic, and why: without waiting for a CPU that will not come
 * back, or for ourselves, if it was here that L0 failed; nothing is sent then.
 */
void monitor_panic(const char *reason);

#endif
