/* SPDX-License-Identifier: BSD-3-Clause */
/* How a CPU without a vCPU that runs passes its time. */
#ifndef NVMX_IDLE_H
#define NVMX_IDLE_H

#include "nvmx/types.h"

struct pcpu;

/* Returns when there may be work: a vCPU to start, or a key pressed. */
void idle_wait(const struct pcpu *pcpu);
/* From core/interrupt_entry.S: only a CPU in idle_wait() takes interrupts. */
void idle_interrupt(u8 vector);

#endif
